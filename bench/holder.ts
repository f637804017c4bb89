import { type Call, placeHold } from "../integration-tests/engine"
import { callAt, dateIn, RESOURCES } from "./world"

/** What a process is asked to do for a while, by so many clients. */
export type Shift = {
  /** Who all want the same date. */
  hot: number
  /** Who want another one each time. */
  distinct: number
  ms: number
  /** Of Node's time before each hold: what a route costs around it. */
  routeMs: number
  /** Which of how many processes it is: no two have a date in common. */
  index: number
  of: number
}

export type Shifted = { holds: number; cpuMs: number }

const DAYS = 300
const HOT = { resource_id: "bres_1", dates: [dateIn(DAYS + 1)] }

let keys = 0

/**
 * A server process as far as holds are concerned: its own memory and its own
 * connections to the database in HOLDER_DATABASE_URL. Says "ready", then
 * answers each Shift with a Shifted.
 */
function main(): void {
  const call = callAt(process.env.HOLDER_DATABASE_URL as string)
  process.on("message", (shift: Shift) => {
    void work(call, shift).then((shifted) => process.send?.(shifted))
  })
  process.on("disconnect", () => process.exit())
  process.send?.("ready")
}

async function work(call: Call, shift: Shift): Promise<Shifted> {
  const before = process.cpuUsage()
  const until = performance.now() + shift.ms
  let holds = 0
  const client = async (_: unknown, i: number) => {
    while (performance.now() < until) {
      spin(shift.routeMs)
      const idempotency_key = `${process.pid}-${keys++}`
      const item = i < shift.hot ? HOT : distinct(shift)
      await placeHold(call, { items: [item], idempotency_key })
      holds++
    }
  }
  const clients = Array.from({ length: shift.hot + shift.distinct }, client)
  await Promise.all(clients)
  const { user, system } = process.cpuUsage(before)
  return { holds, cpuMs: (user + system) / 1_000 }
}

function distinct({ index, of }: Shift) {
  const n = keys * of + index
  const day = Math.floor(n / RESOURCES) % DAYS
  return {
    resource_id: `bres_${1 + (n % RESOURCES)}`,
    dates: [dateIn(1 + day)],
  }
}

/** By the CPU's time: other work on the machine is not to shorten it. */
function spin(ms: number): void {
  const { user, system } = process.cpuUsage()
  const until = user + system + ms * 1_000
  for (;;) {
    const now = process.cpuUsage()
    if (now.user + now.system >= until) {
      return
    }
  }
}

main()
