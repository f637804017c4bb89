import { setImmediate } from "node:timers/promises"

/** How long one request computes before the others have their turn. */
const TURN_MS = 10

/** Keeps a long computation from keeping everybody else waiting. */
export class Turns {
  private since = performance.now()

  /** Lets the others go first, if it has been long enough. */
  async pass(): Promise<void> {
    if (performance.now() - this.since > TURN_MS) {
      await setImmediate()
      this.since = performance.now()
    }
  }
}

/** As `Array.map`, for lists that may be long. */
export async function mapInTurns<A, B>(
  list: readonly A[],
  make: (one: A) => B
): Promise<B[]> {
  const turns = new Turns()
  const made: B[] = []
  for (const one of list) {
    made.push(make(one))
    await turns.pass()
  }
  return made
}
