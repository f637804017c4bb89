import fs from "node:fs"

import type { LaunchOptions } from "@playwright/test"

const CANDIDATES = [
  process.env.CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
]

/**
 * How to start the machine's own Chromium: none is downloaded.
 *
 * @throws if there is none, saying what to do
 */
export function chromiumOptions(): LaunchOptions {
  const executablePath = CANDIDATES.find((file) => file && fs.existsSync(file))
  if (!executablePath) {
    throw new Error(
      "There is no Chromium. Install it (Debian: apt-get install chromium), " +
        "or say where it is: CHROMIUM=/path/to/chromium"
    )
  }
  return { executablePath, args: ["--disable-gpu", "--disable-quic"] }
}
