/**
 * Loaded into a child before its own code: ends it, and what it has started,
 * when its parent has died, also by kill -9; otherwise its port would stay
 * taken. Its standard input is a pipe from the parent, which closes then.
 *
 * Its own children load this too, but are not meant: see spawnGroup.
 */
if (process.ppid === Number(process.env.END_WITH_PARENT)) {
  process.stdin.resume().on("close", () => {
    setTimeout(() => process.exit(1), 5_000).unref()
    process.kill(0, "SIGTERM") // the whole group
  })
  process.stdin.unref() // it may end before
}
