/** What the scripts say. */
export const log = {
  /**
   * @param {string} text
   */
  info(text) {
    console.log(text)
  },

  /**
   * One line for an expected failure; what caused it, in lines below.
   *
   * @param {unknown} error
   */
  failed(error) {
    console.error(
      `\n✗ ${error instanceof Error ? error.message : String(error)}`
    )
    const cause = error instanceof Error ? error.cause : undefined
    if (cause instanceof Error) {
      // A refused connection to several addresses has no message of its own.
      const { code } = /** @type {NodeJS.ErrnoException} */ (cause)
      console.error(`  ${cause.message || code}`)
    }
  },

  /**
   * Says what is being done, and how long it took.
   *
   * @template T
   * @param {string} what
   * @param {() => Promise<T>} work
   * @param {(result: T) => boolean} [isGood] what the sign before it says
   * @returns {Promise<T>}
   */
  async step(what, work, isGood = () => true) {
    const start = Date.now()
    console.log(`• ${what} …`)
    const result = await work()
    const seconds = ((Date.now() - start) / 1_000).toFixed(1)
    console.log(`${isGood(result) ? "✓" : "✗"} ${what} (${seconds} s)`)
    return result
  },
}
