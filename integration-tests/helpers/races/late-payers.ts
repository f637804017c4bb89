import { confirmHold } from "../../engine"
import { day, holdRow, makeOverdue, newResource, uniqueId } from "../world"
import { CLIENTS, crowd, place, type Race, unitsTaken } from "./arena"

/**
 * Two have paid for the last unit, and both holds have ended: only one of them
 * may take it again.
 */
export const latePayers: Race = {
  name: "two late payers for one unit",
  async play(arena) {
    const { world, processes } = arena
    const resource_id = await newResource(world)
    const first = processes[0] as (typeof processes)[0]
    const orders: { hold_id: string; order_id: string }[] = []
    for (let i = 0; i < 2; i++) {
      const { hold } = await place(first, { resource_id, dates: [day(10)] })
      await makeOverdue(world, [hold.id])
      orders.push({ hold_id: hold.id, order_id: uniqueId("order") })
    }
    const attempts = await crowd(arena, CLIENTS, (process, client) =>
      confirmHold(process, orders[client % 2] as (typeof orders)[0])
    )
    const breaches: string[] = []
    const rows = await Promise.all(orders.map((o) => holdRow(world, o.hold_id)))
    const confirmed = rows.filter((row) => row.status === "confirmed")
    if (confirmed.length !== 1) {
      breaches.push(`${confirmed.length} of two late payers have the unit`)
    }
    attempts.forEach((attempt, client) => {
      const won = rows[client % 2]?.status === "confirmed"
      if (attempt.outcome !== (won ? "ok" : "sold_out")) {
        breaches.push(`${won ? "winner" : "loser"} told ${attempt.outcome}`)
      }
    })
    const units = await unitsTaken(world, resource_id, day(10))
    if (units !== 1) {
      breaches.push(`${units} units are taken of 1`)
    }
    return { attempts, breaches }
  },
}
