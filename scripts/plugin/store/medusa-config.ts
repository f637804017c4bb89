import { defineConfig } from "@medusajs/framework/utils"

const { plugins } = {
  // README.md
}

const ours = plugins.map((plugin) => ({
  ...plugin,
  options: { ...plugin.options, hooks: process.env.HOOKS !== "false" },
}))

const redisUrl = process.env.REDIS_URL
const redis = redisUrl
  ? {
      projectConfig: { redisUrl },
      modules: [
        {
          resolve: "@medusajs/medusa/event-bus-redis",
          options: { redisUrl },
        },
        {
          resolve: "@medusajs/medusa/workflow-engine-redis",
          options: { redis: { redisUrl } },
        },
        {
          resolve: "@medusajs/medusa/locking",
          options: {
            providers: [
              {
                id: "locking-redis",
                resolve: "@medusajs/medusa/locking-redis",
                is_default: true,
                options: { redisUrl },
              },
            ],
          },
        },
      ],
    }
  : {}

export default defineConfig({
  ...redis,
  projectConfig: {
    ...redis.projectConfig,
    http: {
      storeCors: "http://localhost:8000",
      adminCors: "http://localhost:9000",
      authCors: "http://localhost:9000",
    },
    // The test's browser comes over plain HTTP.
    cookieOptions: { secure: false, sameSite: "lax" },
  },
  plugins:
    process.env.OTHER_PLUGIN === "before"
      ? [{ resolve: "other-plugin", options: {} }, ...ours]
      : [...ours, { resolve: "other-plugin", options: {} }],
})
