import { defineConfig } from "@playwright/test"

import { configFor } from "../config"

/** `npm run bench:calendar`, on data of its own. */
export default defineConfig(configFor("calendar-test"), {
  timeout: 900_000,
  projects: [
    {
      name: "calendar",
      testDir: ".",
      use: { timezoneId: "America/Los_Angeles", trace: "off" },
    },
  ],
})
