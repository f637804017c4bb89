import { cancelAllocations, confirmHold, moveAllocation } from "../../engine"
import { day, newResource, uniqueId, type World } from "../world"
import {
  type Arena,
  CLIENTS,
  crowd,
  onlyOneWon,
  place,
  type Race,
  succeeded,
  unitsTaken,
} from "./arena"

/** Everybody moves an allocation of his own to the same last unit. */
export const moveAgainstMove: Race = {
  name: "moving to the last unit of a date",
  async play(arena) {
    const { world } = arena
    const from = await newResource(world, { capacity: CLIENTS })
    const to = await newResource(world)
    const sold = await sell(arena, from, CLIENTS)
    const attempts = await crowd(arena, CLIENTS, (process, client) =>
      moveAllocation(process, sold[client]?.id as string, {
        ...{ resource_id: to, reason: "a race" },
      })
    )
    const breaches = onlyOneWon(attempts, "sold_out")
    await expectUnits(breaches, world, to, 1)
    await expectUnits(breaches, world, from, CLIENTS - 1)
    return { attempts, breaches }
  },
}

/** Half of them move an allocation, the other half cancel its order. */
export const moveAgainstCancel: Race = {
  name: "moving what is being canceled",
  async play(arena) {
    const { world } = arena
    const from = await newResource(world)
    const to = await newResource(world, { capacity: CLIENTS })
    const [{ id, order_id }] = (await sell(arena, from, 1)) as [Sold]
    const attempts = await crowd(
      arena,
      CLIENTS,
      async (process, client): Promise<unknown> =>
        client % 2 === 0
          ? moveAllocation(process, id, {
              ...{ resource_id: to, reason: "a race" },
            })
          : cancelAllocations(process, { order_id }),
      4
    )
    const breaches: string[] = []
    const moves = succeeded(attempts.filter((_, i) => i % 2 === 0)).length
    if (moves > 1) {
      breaches.push(`moved ${moves} times`)
    }
    const freed = succeeded(attempts.filter((_, i) => i % 2 === 1)).flatMap(
      (attempt) => attempt.value
    )
    if (freed.length !== 1) {
      breaches.push(`${freed.length} cancellations of one allocation`)
    }
    await expectUnits(breaches, world, to, 0)
    await expectUnits(breaches, world, from, 0)
    return { attempts, breaches }
  },
}

/** One moves to the last unit of a date that all others want to hold. */
export const moveAgainstHold: Race = {
  name: "moving to a unit that others hold",
  async play(arena) {
    const { world } = arena
    const from = await newResource(world)
    const to = await newResource(world)
    const [{ id }] = (await sell(arena, from, 1)) as [Sold]
    const mover = Math.floor(Math.random() * CLIENTS)
    const attempts = await crowd(
      arena,
      CLIENTS,
      async (process, client): Promise<unknown> =>
        client === mover
          ? moveAllocation(process, id, {
              ...{ resource_id: to, reason: "a race" },
            })
          : place(process, { resource_id: to, dates: [day(10)] })
    )
    const breaches = onlyOneWon(attempts, "sold_out")
    const moved = attempts[mover]?.outcome === "ok"
    await expectUnits(breaches, world, to, 1)
    await expectUnits(breaches, world, from, moved ? 0 : 1)
    return { attempts, breaches }
  },
}

type Sold = { id: string; order_id: string }

/** So many allocations of one unit on one date, each an order's own. */
async function sell(
  { processes }: Arena,
  resource_id: string,
  count: number
): Promise<Sold[]> {
  const process = processes[0] as (typeof processes)[0]
  const sold: Sold[] = []
  for (let i = 0; i < count; i++) {
    const { hold } = await place(process, { resource_id, dates: [day(10)] })
    const order_id = uniqueId("order")
    const confirmed = await confirmHold(process, { hold_id: hold.id, order_id })
    sold.push({ id: confirmed.allocations[0]?.id as string, order_id })
  }
  return sold
}

async function expectUnits(
  breaches: string[],
  world: World,
  resourceId: string,
  expected: number
): Promise<void> {
  const units = await unitsTaken(world, resourceId, day(10))
  if (units !== expected) {
    breaches.push(`${units} units are taken, not ${expected}`)
  }
}
