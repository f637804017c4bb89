import {
  chownSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs"
import { resolve } from "node:path"

import { freePort } from "../../scripts/lib/free-port.mjs"
import { APP, bin, ROOT } from "../../scripts/lib/paths.mjs"
import {
  as,
  chooseAccount,
  ownFolder,
} from "../../scripts/postgres/account.mjs"
import type { PostgresPair } from "./postgres-pair.mjs"
import { Program, until } from "./program.mjs"

export const DATABASE = "cluster"

const SERVERS = 3
const WORKERS = 2

/** What is played is what the guide tells people to use. */
const EXAMPLES = resolve(ROOT, "examples", "deploying")

/** All that stands between a buyer and the database, as deploying.md has it. */
export type Stack = {
  /** What buyers call. */
  url: string
  servers: Program[]
  workers: Program[]
  redis: Program
  cache: Program
  pooler: Program
  proxy: Program
  /** Whether a server or worker answers. */
  isUp(medusa: Program): Promise<boolean>
  /** Sends the pooler to where the database is now. */
  repoint(): void
  /** Empties Redis, as if it had been started without its data. */
  emptyRedis(): Promise<void>
  stop(): Promise<void>
}

/**
 * Three servers and two workers, nginx before them, PgBouncer and Redis behind.
 * Nothing is started yet.
 */
export async function buildStack(
  root: string,
  database: PostgresPair,
  secrets: NodeJS.ProcessEnv
): Promise<Stack> {
  const account = chooseAccount(resolve(root, "none"))
  const folder = ownFolder(resolve(root, "stack"), account)
  const place = { folder, account: as(account) }
  const ports = await Promise.all(
    Array.from({ length: SERVERS + WORKERS }, () => freePort())
  )
  const proxyPort = await freePort()
  const proxy = nginx(place, proxyPort, ports.slice(0, SERVERS))
  const { pooler, poolerPort, repoint } = await pgbouncer(place, database)
  const redis = await redisServer("redis", place)
  const cache = await redisServer("redis-cache", place)
  const url = new URL(database.url(DATABASE))
  url.port = `${poolerPort}`
  const env = {
    ...secrets,
    NODE_ENV: "production",
    DATABASE_URL: url.toString(),
    RESOURCE_BOOKING_REPLICA_URL: database.standbyUrl(DATABASE),
    REDIS_URL: redis.url,
    CACHE_REDIS_URL: cache.url,
    MEDUSA_DISABLE_TELEMETRY: "true",
    DISABLE_MEDUSA_ADMIN: "true",
    RESOURCE_BOOKING_LIMITS: "off",
    RESOURCE_BOOKING_TRUST_PROXY: "loopback",
    LOG_LEVEL: "warn",
  }
  const medusas = ports.map((port, i) =>
    i < SERVERS
      ? medusa(root, `server-${i + 1}`, port, {
          ...{ ...env, MEDUSA_WORKER_MODE: "server" },
        })
      : medusa(root, `worker-${i + 1 - SERVERS}`, port, {
          ...{ ...env, MEDUSA_WORKER_MODE: "worker" },
        })
  )
  return {
    url: `http://127.0.0.1:${proxyPort}`,
    servers: medusas.slice(0, SERVERS),
    workers: medusas.slice(SERVERS),
    ...{ redis: redis.program, cache: cache.program, pooler, proxy, repoint },
    async isUp(program) {
      const port = ports[medusas.indexOf(program)]
      const answer = await fetch(`http://127.0.0.1:${port}/health`).catch(
        () => null
      )
      return answer?.ok === true
    },
    emptyRedis: redis.empty,
    async stop() {
      const services = [pooler, redis.program, cache.program]
      for (const program of [proxy, ...medusas, ...services]) {
        await program.kill()
      }
    },
  }
}

function medusa(
  folder: string,
  name: string,
  port: number,
  env: NodeJS.ProcessEnv
): Program {
  return new Program({
    command: [
      ...([process.execPath, bin("medusa"), "start"] as const),
      ...["--host=127.0.0.1", `--port=${port}`],
    ],
    ...{ name, folder, cwd: APP, env },
  })
}

/** Starts all of it, the servers one after the other: each is seen to answer. */
export async function startStack(stack: Stack): Promise<void> {
  stack.redis.start()
  stack.cache.start()
  stack.pooler.start()
  for (const medusa of [...stack.servers, ...stack.workers]) {
    medusa.start()
    await until(`${medusa.name} answers`, () => stack.isUp(medusa))
  }
  stack.proxy.start()
}

type Place = { folder: string; account: { uid?: number; gid?: number } }

async function redisServer(name: "redis" | "redis-cache", place: Place) {
  const port = await freePort()
  const data = resolve(place.folder, `${name}-data`)
  const fresh = () => {
    rmSync(data, { recursive: true, force: true })
    mkdirSync(data)
    const { uid, gid } = place.account
    if (uid !== undefined && gid !== undefined) {
      chownSync(data, uid, gid)
    }
  }
  fresh()
  const program = new Program({
    command: [
      ...(["redis-server", resolve(EXAMPLES, `${name}.conf`)] as const),
      ...["--bind", "127.0.0.1", "--port", `${port}`, "--dir", data],
    ],
    ...{ name, ...place },
  })
  return {
    program,
    url: `redis://127.0.0.1:${port}`,
    async empty() {
      await program.kill()
      fresh()
      program.start()
    },
  }
}

async function pgbouncer(place: Place, database: PostgresPair) {
  const poolerPort = await freePort()
  const file = resolve(place.folder, "pgbouncer.ini")
  const users = resolve(place.folder, "userlist.txt")
  const write = () => {
    writeFileSync(users, `"postgres" "${database.password}"\n`)
    const settings = example("pgbouncer.ini", [
      ["host=postgres port=5432", `host=127.0.0.1 port=${database.port}`],
      ["listen_addr = 0.0.0.0", "listen_addr = 127.0.0.1"],
      ["listen_port = 6432", `listen_port = ${poolerPort}\nunix_socket_dir =`],
      ["/etc/pgbouncer/userlist.txt", users],
    ])
    writeFileSync(file, settings)
  }
  write()
  const pooler = new Program({
    ...{ name: "pgbouncer", command: ["pgbouncer", file], ...place },
  })
  const repoint = () => {
    write()
    pooler.signal("SIGHUP")
  }
  return { pooler, poolerPort, repoint }
}

function nginx(place: Place, port: number, servers: number[]): Program {
  const { folder } = place
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((kind) => `${kind}_temp_path ${resolve(folder, kind)};`)
    .join(" ")
  const file = resolve(folder, "nginx.conf")
  const settings = example("nginx.conf", [
    ["listen 80;", `listen 127.0.0.1:${port};`],
    ["http {", `http { access_log off; ${temporary}`],
    ...servers.map((p, i): [string, string] => [
      ...([`server-${i + 1}:9000`, `127.0.0.1:${p}`] as const),
    ]),
  ])
  writeFileSync(file, settings)
  const main = [
    ...["daemon off;", `pid ${resolve(folder, "nginx.pid")};`],
    `error_log ${resolve(folder, "nginx-error.log")};`,
  ]
  return new Program({
    name: "nginx",
    command: ["nginx", "-p", folder, "-c", file, "-g", main.join(" ")],
    ...place,
  })
}

/**
 * An example's text, as it is but for addresses.
 *
 * @throws Error if it has none of what is to be replaced
 */
function example(name: string, addresses: [string, string][]): string {
  let text = readFileSync(resolve(EXAMPLES, name), "utf8")
  for (const [theirs, ours] of addresses) {
    if (!text.includes(theirs)) {
      throw new Error(`${name} has no "${theirs}".`)
    }
    text = text.replace(theirs, ours)
  }
  return text
}
