/**
 * A PostgreSQL and a standby that follows it asynchronously, for tests. Says
 * where they are, `{ primary, standby }`, as its first line; then does what it
 * is told, a line each, and answers "done". Both end with its input.
 */
import { chmodSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"

import { PostgresPair } from "./postgres-pair.mjs"

const folder = mkdtempSync(join(tmpdir(), "rb-pair-"))
// PostgreSQL may run as somebody else.
chmodSync(folder, 0o755)
const pair = await PostgresPair.start(folder)
try {
  await pair.addStandby(false)
  const [primary, standby] = [pair.url("postgres"), pair.standbyUrl("postgres")]
  console.log(JSON.stringify({ primary, standby }))
  for await (const line of createInterface(process.stdin)) {
    await (line === "stop" ? pair.stopStandby() : pair.startStandby())
    console.log("done")
  }
} finally {
  await pair.stop()
  rmSync(folder, { recursive: true, force: true })
}
