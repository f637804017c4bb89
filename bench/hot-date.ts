import { type Call, placeHold } from "../integration-tests/engine"
import type { HoldItemInput } from "../src/modules/resource_booking/types"
import { type Figure, median, rate } from "./figures"
import { createWorld, dateIn, insertResources } from "./world"

const CLIENTS = [1, 8, 32]
const GOALS: Record<number, string> = { 8: "≥ 0.75", 32: "≥ 1.7" }
const ROUNDS = 5
const CALLS = 2_000

/**
 * (b) Holds on one hot date against the floor of the same machine: a durable
 * update of one hot row, by the same driver and as many clients. Interleaved,
 * since both suffer from whatever else the machine does.
 */
export async function hotDate(): Promise<Figure[]> {
  const { call, pool, close } = await createWorld(32)
  await insertResources(pool, 1, 1_000_000)
  await pool.query("create table hot (id int primary key, n int)")
  await pool.query("insert into hot values (1, 0)")
  const items = [{ resource_id: "bres_1", dates: [dateIn(30)] }]
  const update = { name: "hot", text: "update hot set n = n + 1 where id = 1" }
  const figures: Figure[] = []
  for (const clients of CLIENTS) {
    const holds: number[] = []
    const floor: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      floor.push(await rate(clients, CALLS, () => pool.query(update)))
      const key = `${clients}-${round}`
      holds.push(await holdRate(call, clients, CALLS, key, () => items))
    }
    const ratio = median(holds.map((held, i) => held / (floor[i] as number)))
    figures.push({
      name: `(b) hot date, ${clients} clients: holds / raw durable updates`,
      measured: `${ratio.toFixed(2)} (${median(holds).toFixed(0)}/s of ${median(floor).toFixed(0)}/s)`,
      goal: GOALS[clients] ?? "",
    })
  }
  await close()
  return figures
}

/** Holds a second, of so many clients. @param key apart from other calls' */
export function holdRate(
  call: Call,
  clients: number,
  total: number,
  key: string,
  items: (n: number) => HoldItemInput[]
): Promise<number> {
  return rate(clients, total, (n) =>
    placeHold(call, { items: items(n), idempotency_key: `${key}-${n}` })
  )
}
