import { cancelAllocations, confirmHold } from "../../engine"
import { day, newResource, uniqueId } from "../world"
import {
  CLIENTS,
  crowd,
  place,
  type Race,
  succeeded,
  unitsTaken,
} from "./arena"

/** The same order is canceled by everybody at once. */
export const cancelAgainstCancel: Race = {
  name: "canceling an order twice at once",
  async play(arena) {
    const { world, processes } = arena
    const resource_id = await newResource(world)
    const first = processes[0] as (typeof processes)[0]
    const { hold } = await place(first, { resource_id, dates: [day(10)] })
    const order_id = uniqueId("order")
    await confirmHold(first, { hold_id: hold.id, order_id })
    const attempts = await crowd(arena, CLIENTS, (process) =>
      cancelAllocations(process, { order_id })
    )
    const breaches: string[] = []
    const freed = succeeded(attempts).flatMap((a) => a.value)
    if (freed.length !== 1) {
      breaches.push(`${freed.length} cancellations of one allocation`)
    }
    const units = await unitsTaken(world, resource_id, day(10))
    if (units !== 0) {
      breaches.push(`${units} units are still taken`)
    }
    return { attempts, breaches }
  },
}
