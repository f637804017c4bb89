import fs from "node:fs"

import { type Browser, chromium, type Page } from "playwright-core"

const CANDIDATES = [
  process.env.CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
]

const ARGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
]

/** @throws if there is none, saying what to do */
export function openBrowser(): Promise<Browser> {
  const executablePath = CANDIDATES.find((file) => file && fs.existsSync(file))
  if (!executablePath) {
    throw new Error(
      "There is no Chromium. Install it (Debian: apt-get install chromium), " +
        "or say where it is: CHROMIUM=/path/to/chromium npm run test:shop"
    )
  }
  return chromium.launch({ executablePath, args: ARGS })
}

/** A separate customer, with their own cart. */
export async function newCustomer(browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
  })
  context.setDefaultTimeout(20_000)
  return context.newPage()
}
