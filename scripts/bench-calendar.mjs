/**
 * `npm run bench:calendar`: how fast the admin's calendar is; see
 * setup/browser-test.mjs.
 */
import { Lifetime } from "./lib/lifetime.mjs"
import { runBrowserTest } from "./setup/browser-test.mjs"

const lifetime = new Lifetime()
await lifetime.run(() =>
  runBrowserTest(lifetime, {
    name: "calendar",
    specs: ["browser-tests/calendar/speed.spec.ts"],
  })
)
