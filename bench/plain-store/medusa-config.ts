import { defineConfig } from "@medusajs/framework/utils"

/**
 * The store of the root's medusa-config.ts, in one process, without this plugin:
 * bench/ordinary.ts compares the two. Its folder has no `src`, so that routes,
 * hooks, subscribers, jobs and links are not there either.
 */
export default defineConfig({
  projectConfig: {
    workerMode: "shared",
    http: {
      storeCors: "http://localhost:8000",
      adminCors: "http://localhost:9000",
      authCors: "http://localhost:9000",
    },
  },
  admin: { disable: true },
  featureFlags: { caching: true },
  modules: [
    {
      resolve: "@medusajs/medusa/caching",
      options: { in_memory: { enable: true, useClones: true } },
    },
  ],
})
