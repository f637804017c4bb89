import { defineConfig } from "@playwright/test"

import { configFor } from "./browser-tests/config"

/**
 * `npm run test:admin` and `npm run test:shop`. With SCREENSHOTS=docs/images the
 * first takes the pictures of the documentation.
 */
export default defineConfig(configFor("browser-tests"), {
  projects: [
    {
      name: "admin",
      testDir: "browser-tests/admin",
      // Far from the resources' zone: no date may shift.
      use: { timezoneId: "America/Los_Angeles" },
    },
    { name: "shop", testDir: "browser-tests/shop" },
  ],
})
