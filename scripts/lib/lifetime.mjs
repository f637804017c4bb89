import { log } from "./log.mjs"

/**
 * What a script has started, to be stopped in reverse order whichever way it
 * ends: done, failed, Ctrl-C, SIGTERM, a closed terminal, or the death of npm.
 */
export class Lifetime {
  /** @type {(() => unknown)[]} */
  #cleanups = []
  #ending = new AbortController()

  constructor() {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
      process.on(signal, () => this.#ending.abort())
    }
    this.#endWithNpm()
  }

  /** Aborted when the script is asked to stop. */
  get signal() {
    return this.#ending.signal
  }

  /**
   * @param {() => unknown} cleanup
   */
  atEnd(cleanup) {
    this.#cleanups.push(cleanup)
  }

  /** Resolves when the script is asked to stop. */
  async untilStopped() {
    if (!this.signal.aborted) {
      await new Promise((resolve) =>
        this.signal.addEventListener("abort", resolve)
      )
    }
  }

  /**
   * Runs the script's work, cleans up, and exits: 0 when it was done or was
   * asked to stop, else with what the work returned, or 1 with its error.
   *
   * @param {() => Promise<number | void>} work
   */
  async run(work) {
    let code = 0
    try {
      code = (await work()) ?? 0
    } catch (error) {
      if (!this.signal.aborted) {
        log.failed(error)
        code = 1
      }
    }
    for (const cleanup of this.#cleanups.reverse()) {
      try {
        await cleanup()
      } catch (error) {
        log.failed(error)
        code = 1
      }
    }
    process.exit(code)
  }

  /**
   * Killed with -9, npm can't pass the signal on; whoever started us through
   * it could no longer stop us.
   */
  #endWithNpm() {
    if (!process.env.npm_lifecycle_event) {
      return
    }
    const parent = process.ppid
    const check = () => process.ppid === parent || this.#ending.abort()
    setInterval(check, 1_000).unref()
  }
}
