import path from "node:path"

import type { PlaywrightTestConfig } from "@playwright/test"

import { chromiumOptions } from "./chromium"

const ROOT = path.resolve(__dirname, "..")

/** So long may a page take on a busy machine. */
const PATIENCE = 20_000

/**
 * Tests in a browser, against a demo of their own on a free port, with data in
 * `.data/<name>` that are kept for the next time. What a failed test saw lies
 * in `.data/<name>-failed`.
 */
export function configFor(name: string): PlaywrightTestConfig {
  return {
    outputDir: path.join(ROOT, ".data", `${name}-failed`),
    reporter: "list",
    // One demo, and files that would get into each other's way.
    workers: 1,
    timeout: 180_000,
    expect: { timeout: PATIENCE },
    use: {
      viewport: { width: 1280, height: 900 },
      actionTimeout: PATIENCE,
      navigationTimeout: PATIENCE,
      launchOptions: chromiumOptions(),
      screenshot: "only-on-failure",
      trace: "retain-on-failure",
    },
    webServer: {
      name: "demo",
      command: "exec node scripts/demo.mjs",
      cwd: ROOT,
      env: {
        DATA_FOLDER: path.join(".data", name),
        PORT: "0",
        // A run books more in a minute than one customer would.
        RESOURCE_BOOKING_LIMITS: "off",
        ...databaseOfItsOwn(name),
      },
      stdout: "pipe",
      // What demo.ts reads.
      wait: { stdout: /for programs: (?<demo_details>\S+)\n/ },
      timeout: 600_000,
      gracefulShutdown: { signal: "SIGTERM", timeout: 30_000 },
    },
  }
}

/** Where DATABASE_URL is, and beside what is there. */
function databaseOfItsOwn(name: string): Record<string, string> {
  if (!process.env.DATABASE_URL) {
    return {}
  }
  const url = new URL(process.env.DATABASE_URL)
  url.pathname = `/resource_booking_${name.replaceAll("-", "_")}`
  return { DATABASE_URL: url.toString() }
}
