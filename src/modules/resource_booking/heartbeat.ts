import { createHmac } from "node:crypto"
import { hostname } from "node:os"

import type { Ticks } from "./domain/upkeep/health-facts"
import { newId } from "./operations/shared/ids"
import type { Options } from "./options"
import type { Database } from "./sql/database"
import { beat, stopped } from "./sql/processes"
import type { BookingProcess } from "./types"
import { VERSION } from "./version"

/** Shown as it is: too little of the secret to be of use to anybody. */
const SECRET_DIGITS = 4

/** Written anew when the measure has changed by more. */
const NEWS_MS = 1_000

/** What a process is, for as long as it lives. */
export type Self = Pick<
  BookingProcess,
  "id" | "name" | "mode" | "version" | "options"
>

export function thisProcess(
  mode: BookingProcess["mode"],
  options: Options
): Self {
  return {
    ...{ id: newId("bproc"), name: `${hostname()}:${process.pid}` },
    ...{ mode, version: VERSION, options: comparable(options) },
  }
}

/**
 * What must be the same in all processes: not the size of their pools, nor who
 * keeps time. Secrets are told apart, and not told.
 */
function comparable(options: Options): Record<string, unknown> {
  const { pool: _, connection: __, clock: ___, token_secret, ...same } = options
  const secret = createHmac("sha256", token_secret).update("which secret")
  return { ...same, token_secret: secret.digest("hex").slice(0, SECRET_DIGITS) }
}

/** Says again and again that a process is there, and how it fares. */
export class Heartbeat {
  private readonly bornAt = performance.now()
  private clockOffsetMs = 0

  constructor(
    private readonly db: Database,
    private readonly self: Self,
    private readonly ticks: () => Ticks
  ) {}

  async beat(): Promise<void> {
    const written = this.clockOffsetMs
    await this.write()
    if (Math.abs(this.clockOffsetMs - written) > NEWS_MS) {
      await this.write()
    }
  }

  /** Nobody need miss this process. */
  async stop(): Promise<void> {
    await this.db.query(stopped(this.self.id))
  }

  private async write(): Promise<void> {
    const { self, bornAt, clockOffsetMs } = this
    const sentAt = Date.now()
    const [row] = await this.db.query<{ now_ms: number }>(
      beat({
        ...self,
        // Who only serves does no task.
        ticks: self.mode === "server" ? {} : this.ticks(),
        clock_offset_ms: clockOffsetMs,
        up_ms: performance.now() - bornAt,
      })
    )
    if (row) {
      this.clockOffsetMs = ahead(sentAt, row.now_ms, Date.now())
    }
  }
}

/**
 * By how much the process's clock is ahead, at least: the database's time was
 * read at some moment between the other two, so that a slow answer is no
 * wrong clock.
 */
function ahead(sentAt: number, databaseAt: number, answeredAt: number): number {
  if (sentAt > databaseAt) {
    return sentAt - databaseAt
  }
  return Math.min(0, answeredAt - databaseAt)
}
