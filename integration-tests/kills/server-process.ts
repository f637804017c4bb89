import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { resolve } from "node:path"

import type { Shop } from "../helpers/http-shop"
import type { FailPoint } from "./fail-points"
import type { ServerTask } from "./server"

const SERVER = resolve(__dirname, "server.ts")

/** A server of the shop in a process of its own, on the same database. */
export class ServerProcess {
  private constructor(
    readonly url: string,
    private readonly child: ChildProcess
  ) {}

  static async start(
    shop: Shop,
    fail: FailPoint | null = null,
    ids: string[] = []
  ): Promise<ServerProcess> {
    const child = fork(SERVER, {
      execArgv: ["--no-warnings", "--import", "tsx"],
      env: {
        ...process.env,
        NODE_OPTIONS: "",
        DATABASE_URL: shop.databaseUrl,
        MEDUSA_WORKER_MODE: "shared",
        RESOURCE_BOOKING_CLOCK: "on",
        DISABLE_MEDUSA_ADMIN: "true",
      },
    })
    await once(child, "message")
    const task: ServerTask = { bank: shop.bank.file, fail, ids }
    child.send(task)
    const url = await new Promise<string>((started, failed) => {
      child.once("message", (said: { url: string }) => started(said.url))
      child.once("exit", (code) =>
        failed(new Error(`The server ended with ${code} before it listened.`))
      )
    })
    return new ServerProcess(url, child)
  }

  /** Resolves when it has been killed. */
  async killed(): Promise<void> {
    const { child } = this
    if (child.exitCode === null && child.signalCode === null) {
      await once(child, "exit")
    }
    if (child.signalCode !== "SIGKILL") {
      throw new Error(`The server was not killed: ${child.exitCode}`)
    }
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const gone = once(this.child, "exit")
      this.child.kill("SIGKILL")
      await gone
    }
  }
}
