import type { Emit } from "./operations/upkeep/publish-events"
import { NoAnswer } from "./operations/upkeep/publish-events"

/** What is not answered by then is not waited for any longer. */
const LIMIT_MS = 5_000

/**
 * After an answer that doesn't come the bus is asked again, in case it comes
 * never. A bus that queues what it is told takes that much twice.
 */
const PATIENCE_MS = 60_000

/**
 * The store's event bus with a limit on its time. Medusa's own waits for Redis
 * without end when Redis is away, and remembers all that it was told meanwhile:
 * so it is told no more until it has answered.
 */
export class TimedBus {
  /** When a call's time was over; it is not answered yet. */
  private silentSince = -Infinity
  private unanswered = 0

  constructor(
    private readonly bus: Emit,
    private readonly limitMs = LIMIT_MS,
    private readonly patienceMs = PATIENCE_MS
  ) {}

  /** It has let its time pass, and has neither answered since nor been given up. */
  get isSilent(): boolean {
    return performance.now() - this.silentSince < this.patienceMs
  }

  /** It was asked and has not answered, in time or late. */
  get owesAnswer(): boolean {
    return this.unanswered > 0
  }

  /** @throws NoAnswer after the limit; what the bus throws */
  emit: Emit = async (events) => {
    const answer = this.bus(events)
    this.unanswered++
    const answered = () => {
      this.unanswered--
      this.silentSince = -Infinity
    }
    answer.then(answered, answered)
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        this.silentSince = performance.now()
        reject(new NoAnswer(answer))
      }, this.limitMs)
    })
    try {
      await Promise.race([answer, late])
    } finally {
      clearTimeout(timer)
    }
  }
}
