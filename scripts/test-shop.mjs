/**
 * `npm run test:shop`: browsers in the example shop; see setup/browser-test.mjs.
 */
import { Lifetime } from "./lib/lifetime.mjs"
import { runBrowserTest } from "./setup/browser-test.mjs"

const lifetime = new Lifetime()
await lifetime.run(() =>
  runBrowserTest(lifetime, {
    name: "shop",
    specs: ["browser-tests/shop/shop.spec.ts"],
  })
)
