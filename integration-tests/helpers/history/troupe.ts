import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { existsSync } from "node:fs"
import { join, resolve } from "node:path"

import type { WorkerTask } from "../../../chaos/worker"

const WORKER = resolve(__dirname, "../../../chaos/worker.ts")

/** The processes of a history. */
export class Troupe {
  private readonly running = new Map<string, ChildProcess>()
  private readonly names: string[] = []

  constructor(
    private readonly folder: string,
    private readonly task: Omit<WorkerTask, "name" | "journal">
  ) {}

  async start(): Promise<void> {
    const name = `process${this.names.length + 1}`
    const child = fork(WORKER, {
      execArgv: ["--no-warnings", "--import", "tsx"],
      env: { ...process.env, NODE_OPTIONS: "" },
    })
    this.names.push(name)
    this.running.set(name, child)
    child.once("exit", () => this.running.delete(name))
    await once(child, "message")
    const task: WorkerTask = { ...this.task, name, journal: this.journal(name) }
    child.send(task)
  }

  /** Ends one without giving it a chance to end well. */
  async killOne(): Promise<void> {
    const [victim] = [...this.running.values()]
    if (victim) {
      const gone = once(victim, "exit")
      victim.kill("SIGKILL")
      await gone
    }
  }

  /** Lets them finish what they are doing. */
  async stop(): Promise<void> {
    await Promise.all(
      [...this.running.values()].map(async (child) => {
        const gone = once(child, "exit")
        child.send("stop")
        await gone
      })
    )
  }

  journals(): string[] {
    return this.names.map((name) => this.journal(name)).filter(existsSync)
  }

  private journal(name: string): string {
    return join(this.folder, `${name}.jsonl`)
  }
}
