import type { HoldItemInput } from "../../../src/modules/resource_booking/types"
import { uniqueId } from "../fixtures"
import type { Asked } from "./journal"
import type { Stage } from "./stage"

/** How many things of the past a client still comes back to. */
const MEMORY = 40
const CARTS = 6

/** Random clients of one process, who know what became of their questions. */
export class Chooser {
  private readonly holds: string[] = []
  private readonly orders: string[] = []
  private readonly placed: (Asked & { kind: "place" })[] = []

  constructor(private readonly stage: Stage) {}

  next(): Asked {
    const dice = Math.random()
    const hold_id = pick(this.holds)
    const order_id = pick(this.orders)
    const before = pick(this.placed)
    if (dice < 0.06 && before) {
      return before
    }
    if (dice < 0.07 && before) {
      // The key of another body.
      return { ...before, items: this.items() }
    }
    if (dice < 0.15 && hold_id) {
      return { kind: "extend", hold_id }
    }
    if (dice < 0.25 && hold_id) {
      return { kind: "release", hold_id }
    }
    if (dice < 0.4 && hold_id) {
      return { kind: "confirm", hold_id, order_id: `order_${hold_id}` }
    }
    if (dice < 0.55 && order_id) {
      return { kind: "cancel", order_id }
    }
    return this.newHold()
  }

  learn(asked: Asked, outcome: string, holdId: string | undefined): void {
    if (asked.kind === "place") {
      remember(this.placed, asked)
    }
    if (asked.kind === "place" && outcome === "ok" && holdId) {
      remember(this.holds, holdId)
    }
    if (asked.kind === "confirm" && outcome === "ok") {
      remember(this.orders, asked.order_id)
    }
    if (asked.kind === "cancel" && outcome === "ok") {
      this.orders.splice(
        0,
        this.orders.length,
        ...this.orders.filter((id) => id !== asked.order_id)
      )
    }
  }

  private newHold(): Asked {
    const cart = Math.random() < 0.3
    const cart_id = cart ? `cart_${Math.floor(Math.random() * CARTS)}` : null
    return { kind: "place", key: uniqueId("key"), items: this.items(), cart_id }
  }

  private items(): HoldItemInput[] {
    if (Math.random() < 0.15) {
      return [{ group_id: this.stage.group.id, ...this.stay(1) }]
    }
    const several = Math.random() < 0.25
    return Array.from({ length: several ? 2 : 1 }, () => ({
      resource_id: pick(this.stage.resources) as string,
      ...this.stay(Math.random() < 0.3 ? 2 : 1),
    }))
  }

  private stay(quantity: number) {
    const { dates } = this.stage
    const length = 1 + Math.floor(Math.random() * 3)
    // Some dates are wanted more than others.
    const start = Math.floor(Math.random() ** 2 * (dates.length - length))
    return { dates: dates.slice(start, start + length), quantity }
  }
}

function pick<T>(list: T[]): T | undefined {
  return list[Math.floor(Math.random() * list.length)]
}

function remember<T>(list: T[], value: T): void {
  list.push(value)
  if (list.length > MEMORY) {
    list.shift()
  }
}
