import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { closeSync, openSync } from "node:fs"
import { resolve } from "node:path"

import { eventually } from "../../scripts/lib/processes.mjs"

export type Started = {
  name: string
  command: [program: string, ...args: string[]]
  /** Where its log goes, and where it runs unless told otherwise. */
  folder: string
  cwd?: string
  env?: NodeJS.ProcessEnv
  account?: { uid?: number; gid?: number }
}

/**
 * A program of the cluster, started, stopped and killed as the play asks. It
 * dies with the play, however that ends.
 */
export class Program {
  private child: ChildProcess | undefined

  constructor(private readonly options: Started) {}

  get name(): string {
    return this.options.name
  }

  get isRunning(): boolean {
    const { child } = this
    return !!child && child.exitCode === null && child.signalCode === null
  }

  start(): void {
    const { command, folder, cwd = folder, env, account, name } = this.options
    const log = openSync(resolve(folder, `${name}.log`), "a")
    this.child = spawn("setpriv", ["--pdeathsig=KILL", "--", ...command], {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", log, log],
      ...account,
    })
    closeSync(log)
  }

  signal(name: NodeJS.Signals): void {
    this.child?.kill(name)
  }

  /**
   * Asks it to end.
   *
   * @returns the seconds that it took
   * @throws Error if it has not ended within the time, after killing it
   */
  async stop(withinMs = 30_000): Promise<number> {
    const { child } = this
    if (!child || !this.isRunning) {
      return 0
    }
    const began = performance.now()
    const gone = once(child, "exit")
    child.kill("SIGTERM")
    if (!(await eventually(() => !this.isRunning, withinMs))) {
      child.kill("SIGKILL")
      await gone
      throw new Error(`${this.name} did not end within ${withinMs / 1e3} s.`)
    }
    return (performance.now() - began) / 1_000
  }

  /** As a machine that loses power: it finishes nothing. */
  async kill(): Promise<void> {
    if (this.child && this.isRunning) {
      const gone = once(this.child, "exit")
      this.child.kill("SIGKILL")
      await gone
    }
  }
}

/** @throws Error if it does not come to be in time */
export async function until(
  what: string,
  check: () => boolean | Promise<boolean>,
  withinMs = 120_000
): Promise<void> {
  if (!(await eventually(check, withinMs))) {
    throw new Error(`${what}: not within ${withinMs / 1_000} s.`)
  }
}
