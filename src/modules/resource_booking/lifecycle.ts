import type { Logger } from "@medusajs/framework/types"

import { Clock } from "./clock"
import { Heartbeat, thisProcess } from "./heartbeat"
import type { OperationContext } from "./operations/shared/context"
import {
  askForTurn,
  inTurn,
  RECONCILIATION,
  type SharedTask,
} from "./operations/upkeep/take-turn"
import type { Publisher } from "./publisher"
import { ReadinessCheck } from "./readiness"
import { onTermination } from "./termination"
import type { BookingProcess } from "./types"
import { within } from "./within"

const BEAT_MS = 10_000
/** A statement that is still running then ends with its connection. */
const CLOSE_MS = 1_000

type Given = {
  upkeep: OperationContext
  publisher: Publisher
  logger: Logger
  mode: BookingProcess["mode"]
}

/** What a process does by itself, from its start to its end. */
export class Lifecycle {
  readonly clock: Clock
  readonly readiness: ReadinessCheck
  private readonly processId: string
  private readonly heartbeat: Heartbeat
  private stopListening = () => {}

  constructor(private readonly given: Given) {
    const { upkeep, logger, mode } = given
    const isWorker = mode !== "server" && upkeep.options.clock
    const self = thisProcess(mode, upkeep.options)
    this.processId = self.id
    this.clock = new Clock(logger, { isWorker })
    this.heartbeat = new Heartbeat(upkeep.db, self, () => this.clock.ticks())
    this.readiness = new ReadinessCheck(upkeep.db, () =>
      isWorker ? this.clock.quietSeconds() : null
    )
    this.clock.every({
      ...{ name: "heartbeat", everyMs: BEAT_MS, withinMs: BEAT_MS },
      ...{ everywhere: true, run: () => this.heartbeat.beat() },
    })
  }

  /** Adds to the clock what one worker at a time does for all. */
  everyInTurn(task: SharedTask): void {
    this.clock.every(inTurn(this.given.upkeep.db, this.processId, task))
  }

  async start(): Promise<void> {
    this.stopListening = onTermination(this.readiness.drain)
    this.clock.start()
    // What the process before has left undone should not wait.
    try {
      await askForTurn(this.given.upkeep.db, RECONCILIATION)
    } catch (error) {
      const { message } = error as Error
      this.given.logger.warn(
        `resource_booking: reconciliation was not requested at startup and runs at its next turn: ${message}`
      )
    }
  }

  /** Begins nothing more, and publishes what there is. May be called twice. */
  async end(): Promise<void> {
    this.readiness.drain()
    await Promise.all([this.clock.stop(), this.given.publisher.stop()])
  }

  async close(): Promise<void> {
    this.stopListening()
    const { db } = this.given.upkeep
    // One that is not told of its end is missed for a while, and no more.
    await within(CLOSE_MS, this.heartbeat.stop()).catch(() => false)
    await within(CLOSE_MS, db.close())
  }
}
