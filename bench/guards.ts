import { confirmHold, placeHold } from "../integration-tests/engine"
import {
  WITH_CLAIM_GUARDS,
  WITHOUT_CLAIM_GUARDS,
} from "../integration-tests/helpers/guards"
import { type Figure, median, rate } from "./figures"
import { createWorld, dateIn, insertResources } from "./world"

const ROUNDS = 6
/** Each hold has its key. */
let keys = 0
const idempotency_key = () => `guards-${keys++}`

/**
 * (i) What it costs that the database looks whether promises have their claims:
 * the same calls with and without it, in turns, each first every other time.
 */
export async function guards(): Promise<Figure[]> {
  const { call, pool, close } = await createWorld(32)
  await insertResources(pool, 1, 1_000_000)
  const hold = (first: number, count: number) => {
    const dates = Array.from({ length: count }, (_, n) => dateIn(first + n))
    const items = [{ resource_id: "bres_1", dates }]
    return placeHold(call, { items, idempotency_key: idempotency_key() })
  }
  const sold = async (dates: number) => {
    const order_id = `order-${idempotency_key()}`
    const held = await hold(30, dates)
    await confirmHold(call, { hold_id: held.hold.id, order_id })
  }
  const compare = async (
    name: string,
    clients: number,
    calls: number,
    work: () => Promise<unknown>
  ): Promise<Figure> => {
    const ratios: number[] = []
    for (let round = -1; round < ROUNDS; round++) {
      const rates = { with: 0, without: 0 }
      const first = round % 2 === 0 ? "with" : "without"
      for (const how of [first, first === "with" ? "without" : "with"]) {
        const isOn = how === "with"
        await pool.query(isOn ? WITH_CLAIM_GUARDS : WITHOUT_CLAIM_GUARDS)
        rates[isOn ? "with" : "without"] = await rate(clients, calls, work)
      }
      if (round >= 0) {
        ratios.push(rates.without / rates.with)
      }
    }
    const sorted = ratios.sort((a, b) => a - b).map((r) => r.toFixed(2))
    return {
      name: `(i) claims guarded, ${name}: time with / without`,
      measured: `${median(ratios).toFixed(2)} (${sorted[0]} to ${sorted.at(-1)})`,
      goal: "",
    }
  }
  const figures = [
    await compare("hold of 1 date, 1 client", 1, 300, () => hold(30, 1)),
    await compare("8 clients", 8, 1_200, () => hold(30, 1)),
    await compare("32 clients", 32, 2_000, () => hold(30, 1)),
    await compare("hold of 366 dates", 1, 10, () => hold(30, 366)),
    await compare("hold and confirmation, 1 date", 1, 150, () => sold(1)),
    await compare("hold and confirmation, 366 dates", 1, 8, () => sold(366)),
  ]
  await close()
  return figures
}
