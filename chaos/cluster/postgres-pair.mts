import { spawnSync } from "node:child_process"
import { cpSync, rmSync, writeFileSync } from "node:fs"
import { resolve } from "node:path"

import pg from "@medusajs/framework/pg"

import { freePort } from "../../scripts/lib/free-port.mjs"
import { as, chooseAccount } from "../../scripts/postgres/account.mjs"
import { type Server, startServer } from "../../scripts/postgres/server.mjs"
import { serverStatus } from "../../scripts/postgres/status.mjs"
import { until } from "./program.mjs"

/** What both servers need besides the usual. */
const SETTINGS = {
  ...{ max_connections: "100", hot_standby: "on" },
  // A statement of the standby's that is in the way of news ends soon.
  max_standby_streaming_delay: "100ms",
}

/**
 * A PostgreSQL and its standby. A synchronous one has every commit before the
 * client is told of it: a fail-over loses nothing that was acknowledged.
 */
export class PostgresPair {
  private constructor(
    private readonly folder: string,
    private primary: Server,
    private standby: Server | null
  ) {}

  static async start(folder: string): Promise<PostgresPair> {
    const first = resolve(folder, "first")
    const primary = await startServer({
      ...{ folder: first, port: await freePort() },
      settings: SETTINGS,
    })
    return new PostgresPair(folder, primary, null)
  }

  get port(): number {
    return this.primary.port
  }

  get password(): string {
    return new URL(this.url("postgres")).password
  }

  /** Past the pooler. */
  url(database: string): string {
    return this.primary.url(database)
  }

  /** Past the pooler, to read from. */
  standbyUrl(database: string): string {
    return this.following().url(database)
  }

  /** Copies the data of the running server, and follows it from then on. */
  async addStandby(isSynchronous = true): Promise<void> {
    const from = resolve(this.folder, "first")
    const to = resolve(this.folder, "second")
    await this.asAdmin(async (client) => {
      await client.query("select pg_backup_start('standby', true)")
      cpSync(from, to, { recursive: true, preserveTimestamps: true })
      const { rows } = await client.query<{ labelfile: string }>(
        "select labelfile from pg_backup_stop()"
      )
      const data = resolve(to, "data")
      rmSync(resolve(data, "postmaster.pid"), { force: true })
      writeFileSync(resolve(data, "backup_label"), rows[0]?.labelfile ?? "")
      writeFileSync(resolve(data, "standby.signal"), "")
    })
    give(to)
    await this.startStandby(await freePort())
    if (isSynchronous) {
      await this.asAdmin((client) =>
        client.query("alter system set synchronous_standby_names = '*'")
      )
      await this.asAdmin((client) => client.query("select pg_reload_conf()"))
    }
    const state = isSynchronous ? "('sync', 'quorum')" : "('async')"
    await until("the standby follows", () =>
      this.asAdmin(async (client) => {
        const { rows } = await client.query(
          `select from pg_stat_replication where sync_state in ${state}`
        )
        return rows.length > 0
      })
    )
  }

  /** @param port that it had before, where it is back */
  async startStandby(port = this.following().port): Promise<void> {
    const { password } = this
    this.standby = await startServer({
      ...{ folder: resolve(this.folder, "second"), port },
      settings: {
        ...SETTINGS,
        primary_conninfo: `host=127.0.0.1 port=${this.port} user=postgres password=${password}`,
      },
    })
  }

  async stopStandby(): Promise<void> {
    await this.following().stop()
  }

  /** Ends it without a shutdown, as a crash would, and starts it again. */
  async crash(): Promise<void> {
    const data = resolve(this.folder, "first", "data")
    const status = serverStatus(data)
    if (!status) {
      throw new Error("PostgreSQL does not run.")
    }
    process.kill(status.pid, "SIGQUIT")
    await until("PostgreSQL is gone", () => !serverStatus(data))
    this.primary = await startServer({
      ...{ folder: resolve(this.folder, "first"), port: status.port },
      settings: SETTINGS,
    })
  }

  /** The first one dies, and the standby takes its place. */
  async failOver(): Promise<void> {
    const standby = this.following()
    const data = resolve(this.folder, "first", "data")
    const status = serverStatus(data)
    process.kill(status?.pid ?? 0, "SIGQUIT")
    await until("the first PostgreSQL is gone", () => !serverStatus(data))
    this.primary = standby
    this.standby = null
    await this.asAdmin((client) => client.query("select pg_promote()"))
    // The settings were copied: it would wait for a standby of its own.
    await this.asAdmin((client) =>
      client.query("alter system set synchronous_standby_names = ''")
    )
    await this.asAdmin((client) => client.query("select pg_reload_conf()"))
  }

  async stop(): Promise<void> {
    await this.standby?.stop()
    await this.primary.stop()
  }

  private following(): Server {
    if (!this.standby) {
      throw new Error("There is no standby.")
    }
    return this.standby
  }

  private async asAdmin<T>(
    work: (client: pg.Client) => Promise<T>
  ): Promise<T> {
    const client = new pg.Client({ connectionString: this.url("postgres") })
    await client.connect()
    try {
      return await work(client)
    } finally {
      await client.end()
    }
  }
}

/** Files that root has copied belong to the account that runs PostgreSQL. */
function give(folder: string): void {
  const { uid, gid } = as(chooseAccount(resolve(folder, "data")))
  if (uid !== undefined && gid !== undefined) {
    spawnSync("chown", ["-R", `${uid}:${gid}`, folder])
  }
}
