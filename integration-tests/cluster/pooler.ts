import { execFileSync, spawn } from "node:child_process"
import { once } from "node:events"
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs"
import { type AddressInfo, createServer } from "node:net"
import { tmpdir } from "node:os"
import { delimiter, join } from "node:path"

import { Client } from "@medusajs/framework/pg"

import { eventually } from "../helpers/waiting"

/** PgBouncer in front of the tests' PostgreSQL. */
export type Pooler = {
  /** The same database, through it. */
  through(url: string): string
  /** Whether it gives each client its own prepared statements, from 1.21 on. */
  knowsNames: boolean
  stop(): Promise<void>
}

/** As Debian sets it up, but for where it is, and by transactions. */
const settings = (database: URL, port: number, connections: number) => `
[databases]
* = host=${database.hostname} port=${database.port || 5432}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = md5
auth_file = users.txt
logfile = pooler.log
pool_mode = transaction
default_pool_size = ${connections}
`

/** It refuses to be root. */
const NOBODY = { uid: 65_534, gid: 65_534 }

/**
 * @param url of a database on the server that it is to stand in front of
 * @param connections that it has to the server, for each database
 */
export async function startPooler(
  url: string,
  connections: number
): Promise<Pooler> {
  const program = findProgram()
  const database = new URL(url)
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), "rb-pooler-"))
  const user = decodeURIComponent(database.username)
  const password = decodeURIComponent(database.password)
  const files = {
    "pooler.ini": settings(database, port, connections),
    "users.txt": `"${user}" "${password}"\n`,
    "pooler.log": "",
  }
  const account = process.getuid?.() === 0 ? NOBODY : undefined
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, name), text, { mode: 0o600 })
    if (account) {
      chownSync(join(folder, name), account.uid, account.gid)
    }
  }
  chmodSync(folder, 0o755)
  const child = spawn(program, ["pooler.ini"], {
    cwd: folder,
    stdio: "ignore",
    ...account,
  })
  const through = (to: string) => {
    const own = new URL(to)
    own.host = `127.0.0.1:${port}`
    return own.toString()
  }
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGINT")
      await once(child, "exit")
    }
    rmSync(folder, { recursive: true, force: true })
  }
  await eventually(async () => {
    if (child.exitCode !== null) {
      const log = readFileSync(join(folder, "pooler.log"), "utf8")
      throw new Error(`PgBouncer ended at once:\n${log}`)
    }
    return canConnect(through(url))
  }, "PgBouncer to be there")
  return { through, knowsNames: knowsNames(program), stop }
}

/** @throws Error that says what to install */
function findProgram(): string {
  const folders = [
    ...(process.env.PATH ?? "").split(delimiter),
    ...["/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"],
  ]
  const found = folders
    .map((folder) => join(folder, "pgbouncer"))
    .find((path) => existsSync(path))
  if (!found) {
    throw new Error(
      "These tests need PgBouncer, which is not there: apt-get install pgbouncer, or brew install pgbouncer."
    )
  }
  return found
}

function knowsNames(program: string): boolean {
  const said = execFileSync(program, ["--version"], { encoding: "utf8" })
  const [, minor = ""] = /PgBouncer 1\.(\d+)/.exec(said) ?? []
  return Number(minor) >= 21
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as AddressInfo
  await new Promise((closed) => server.close(closed))
  return port
}

async function canConnect(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url })
  try {
    await client.connect()
    await client.query("select 1")
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}
