const SIGNALS = ["SIGTERM", "SIGINT"] as const

/**
 * Tells of the first signal to end, and changes nothing about what it does: if
 * nobody else listens to it, as in a script, the process ends as it would have.
 * Medusa tells its modules later, when the last request is answered.
 *
 * @returns stops listening
 */
export function onTermination(tell: () => void): () => void {
  const listeners = SIGNALS.map((signal) => {
    const listener = () => {
      tell()
      if (process.listenerCount(signal) === 0) {
        process.kill(process.pid, signal)
      }
    }
    process.once(signal, listener)
    return () => process.removeListener(signal, listener)
  })
  return () => listeners.forEach((remove) => remove())
}
