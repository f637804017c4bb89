import { type Call, matchLines, placeHold, takeOver } from "../../engine"
import {
  aBookedLine,
  aLine,
  aMarkedLine,
  type BookedLine,
} from "../booked-line"
import { day, holdRow, newResource, uniqueId, type World } from "../world"
import { CLIENTS, crowd, place, type Race, unitsTaken } from "./arena"

const [MON, TUE] = [day(10), day(11)]
const WISHES = [[TUE], [MON, TUE], [MON]]

/**
 * A booking of the last unit gets other dates, one change at a time, as the
 * cart's lock has it; others look at the cart meanwhile, and strangers want the
 * same dates.
 */
export const changeAgainstLooks: Race = {
  name: "changing a booking that others look at",
  async play(arena) {
    const { world, processes } = arena
    const resource_id = await newResource(world)
    const call = processes[0] as Call
    const items = [{ resource_id, dates: [MON] }]
    const cart = new Cart(await aBookedLine({ call }, items), resource_id)
    const attempts = await crowd(
      arena,
      CLIENTS,
      async (process, client): Promise<unknown> => {
        const wish = WISHES[client % WISHES.length] as string[]
        switch (client % 5) {
          case 0:
            return cart.change(process, wish)
          case 1:
            return place(process, { resource_id, dates: wish })
          default:
            return cart.match(process, false)
        }
      },
      30
    )
    const told = attempts.filter(
      ({ outcome }) => !["ok", "sold_out", "busy"].includes(outcome)
    )
    await cart.match(call, true)
    const breaches = told.map(({ outcome }) => `told ${outcome}`)
    breaches.push(...(await breachesOf(world, cart)))
    return { attempts, breaches }
  },
}

/** Medusa's part: a line that says its hold, and a lock. */
class Cart {
  /** What the line says. */
  marked: string
  dates = [MON]
  private lock: Promise<unknown> = Promise.resolve()

  constructor(
    readonly booked: BookedLine,
    readonly resource_id: string
  ) {
    this.marked = booked.hold.id
  }

  async match(call: Call, is_locked: boolean): Promise<void> {
    const lines = [aMarkedLine(this.booked, this.marked)]
    const { cart_id } = this.booked
    await matchLines(call, { cart_id, lines, is_locked })
  }

  change(call: Call, dates: string[]): Promise<void> {
    const work = this.lock.then(() => this.changeNow(call, dates))
    this.lock = work.catch(() => undefined)
    return work
  }

  private async changeNow(call: Call, dates: string[]): Promise<void> {
    await this.match(call, true)
    const { cart_id, line_item_id } = this.booked
    const { hold } = await placeHold(call, {
      ...{ cart_id, line: aLine(), replaces: this.marked },
      ...{ items: [{ resource_id: this.resource_id, dates }] },
      idempotency_key: uniqueId("key"),
    })
    this.marked = hold.id
    this.dates = dates
    await takeOver(call, { cart_id, line_item_id, hold_id: hold.id })
  }
}

async function breachesOf(world: World, cart: Cart): Promise<string[]> {
  const breaches: string[] = []
  const row = await holdRow(world, cart.marked)
  if (!row.live || row.claims !== cart.dates.length) {
    breaches.push(`what the line says is ${row.status}, ${row.claims} claims`)
  }
  const [{ n } = { n: 0 }] = await world.sql<{ n: number }>(
    `select count(*) as n from booking_hold
      where cart_id = $1 and status = 'active'`,
    [cart.booked.cart_id]
  )
  if (n !== 1) {
    breaches.push(`${n} live holds of one line`)
  }
  for (const date of [MON, TUE]) {
    const units = await unitsTaken(world, cart.resource_id, date)
    if (units > 1) {
      breaches.push(`${units} units are taken of 1`)
    }
  }
  return breaches
}
