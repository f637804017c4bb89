import fs from "node:fs"
import path from "node:path"

import { chromium } from "@playwright/test"

import { chromiumOptions } from "../../browser-tests/chromium.js"
import { ROOT } from "../lib/paths.mjs"

/** Whether the package has pages of its own in the dashboard. */
const HAS_PAGES = fs.existsSync(path.join(ROOT, "src", "admin", "routes"))

/**
 * Logs in to the dashboard of a store, and opens our page there, or the
 * dashboard's own while there is none.
 *
 * @param {string} url
 * @param {{ email: string, password: string }} login
 * @returns {Promise<string>} what was opened
 */
export async function openDashboard(url, { email, password }) {
  const browser = await chromium.launch(chromiumOptions())
  try {
    const page = await browser.newPage({
      viewport: { width: 1280, height: 900 },
    })
    /** @type {string[]} */
    const errors = []
    page.on("pageerror", (error) => errors.push(error.message))
    page.setDefaultTimeout(60_000)
    await page.goto(`${url}/app/login`)
    await page.locator('input[name="email"]').fill(email)
    await page.locator('input[name="password"]').fill(password)
    await page.locator('button[type="submit"]').click()
    await page.waitForURL(/\/app\/(?!login)/)
    const place = HAS_PAGES ? "/app/bookings" : "/app/orders"
    await page.goto(`${url}${place}`)
    await page.locator("main h1, main h2").first().waitFor()
    const text = await page.locator("main").innerText()
    if (errors.length > 0 || /404|went wrong|error occurred/i.test(text)) {
      throw new Error(`${place} shows: ${text}\n${errors.join("\n")}`)
    }
    return place
  } finally {
    await browser.close()
  }
}
