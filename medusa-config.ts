import { defineConfig, loadEnv } from "@medusajs/framework/utils"

const environment = process.env.NODE_ENV ?? "development"
loadEnv(environment, process.cwd())

const redisUrl = process.env.REDIS_URL
/** What may be lost, apart from what may not: see docs/guides/deploying.md. */
const cacheUrl = process.env.CACHE_REDIS_URL ?? redisUrl

/**
 * Signs the tokens of holds. Outside production there is a default, so that a
 * fresh clone starts; in production the module refuses to start without one.
 */
const tokenSecret =
  process.env.RESOURCE_BOOKING_TOKEN_SECRET ??
  (environment === "production"
    ? undefined
    : "resource-booking-development-secret")

/** Behind a proxy, all customers would be one address to the limits. */
const trustProxy = process.env.RESOURCE_BOOKING_TRUST_PROXY || undefined

/** What is only shown may come from a standby. */
const replicaUrl = process.env.RESOURCE_BOOKING_REPLICA_URL || undefined

/**
 * With Redis, several processes share events, workflows, locks and the cache.
 * Without it Medusa's in-process defaults serve a single process.
 */
function infrastructure(url: string | undefined) {
  if (!url) {
    return [
      {
        resolve: "@medusajs/medusa/caching",
        // Some of Medusa's workflows change what they have looked up: without
        // copies, the next change of a cart's region finds none.
        options: { in_memory: { enable: true, useClones: true } },
      },
    ]
  }
  return [
    {
      resolve: "@medusajs/medusa/caching",
      options: {
        providers: [
          {
            id: "caching-redis",
            resolve: "@medusajs/medusa/caching-redis",
            is_default: true,
            options: { redisUrl: cacheUrl },
          },
        ],
      },
    },
    {
      resolve: "@medusajs/medusa/event-bus-redis",
      options: { redisUrl: url },
    },
    {
      resolve: "@medusajs/medusa/workflow-engine-redis",
      options: { redis: { redisUrl: url } },
    },
    {
      resolve: "@medusajs/medusa/locking",
      options: {
        providers: [
          {
            id: "locking-redis",
            resolve: "@medusajs/medusa/locking-redis",
            is_default: true,
            options: { redisUrl: url },
          },
        ],
      },
    },
  ]
}

export default defineConfig({
  projectConfig: {
    // defineConfig itself reads DATABASE_URL, JWT_SECRET and COOKIE_SECRET.
    redisUrl,
    workerMode: workerMode(process.env.MEDUSA_WORKER_MODE),
    http: {
      storeCors: process.env.STORE_CORS ?? "http://localhost:8000",
      adminCors: process.env.ADMIN_CORS ?? "http://localhost:9000",
      authCors: process.env.AUTH_CORS ?? "http://localhost:9000",
    },
    // Over HTTPS, also behind a proxy that says so, the session's cookie is for
    // HTTPS alone. Medusa's own default in production sends none over plain
    // HTTP, and nobody could log in on http://localhost:9000/app.
    // express-session knows "auto"; Medusa's type is that of other cookies.
    cookieOptions: { secure: "auto" as unknown as boolean, sameSite: "lax" },
  },
  admin: { disable: process.env.DISABLE_MEDUSA_ADMIN === "true" },
  // Looks publishable keys up in the cache: without it that look-up is most of
  // a store request's cost.
  featureFlags: { caching: process.env.MEDUSA_FF_CACHING !== "false" },
  modules: [
    ...infrastructure(redisUrl),
    // By default Medusa 2.21.2 decides on this module before it knows its flags.
    ...(process.env.MEDUSA_FF_RBAC === "true"
      ? [{ resolve: "@medusajs/medusa/rbac", disable: false }]
      : []),
    {
      resolve: "./src/modules/resource_booking",
      options: {
        token_secret: tokenSecret,
        default_timezone: "Australia/Brisbane",
        trust_proxy: trustProxy,
        pool: { replica_url: replicaUrl },
      },
    },
  ],
})

function workerMode(mode: string | undefined) {
  return mode === "server" || mode === "worker" ? mode : "shared"
}
