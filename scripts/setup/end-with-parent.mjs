/**
 * Loaded into a child before its own code: ends it when its parent has died,
 * also by kill -9. Its standard input is a pipe from the parent, which closes
 * then; otherwise the port would stay taken.
 */
process.stdin.resume().on("close", () => {
  setTimeout(() => process.exit(1), 5_000).unref()
  process.kill(process.pid, "SIGTERM")
})
