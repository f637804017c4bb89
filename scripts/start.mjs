/**
 * `npm start`: runs the app that `npm run build` made, in production. It needs
 * DATABASE_URL, JWT_SECRET, COOKIE_SECRET and RESOURCE_BOOKING_TOKEN_SECRET;
 * see .env.template. Further arguments go to `medusa start`.
 */
import fs from "node:fs"

import { Lifetime } from "./lib/lifetime.mjs"
import { APP, bin } from "./lib/paths.mjs"
import { run } from "./lib/processes.mjs"

const lifetime = new Lifetime()
await lifetime.run(async () => {
  if (!fs.existsSync(APP)) {
    throw new Error("The app has not been built yet. Run: npm run build")
  }
  const args = [bin("medusa"), "start", ...process.argv.slice(2)]
  return run(args, {
    cwd: APP,
    env: { NODE_ENV: "production" },
    signal: lifetime.signal,
  })
})
