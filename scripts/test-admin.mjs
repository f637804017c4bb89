/**
 * `npm run test:admin`: a browser on the admin's pages; see
 * setup/browser-test.mjs. With SCREENSHOTS=docs/images it takes their pictures.
 */
import { Lifetime } from "./lib/lifetime.mjs"
import { runBrowserTest } from "./setup/browser-test.mjs"

const lifetime = new Lifetime()
await lifetime.run(() =>
  runBrowserTest(lifetime, {
    name: "admin",
    specs: [
      "integration-tests/admin/admin.e2e.ts",
      "integration-tests/admin/front-desk.e2e.ts",
      "integration-tests/admin/forms.e2e.ts",
    ],
  })
)
