import type { HoldAnswer } from "../../src/modules/resource_booking/types"
import {
  type Call,
  cancelAllocations,
  checkIn,
  checkOut,
  createBlackout,
  deleteResource,
  liftBlackout,
  linkVariant,
  moveAllocation,
  raiseConflict,
  updateVariant,
} from "../engine"
import { aGroup, aHold, aResource, aSale } from "./context"
import { day, uniqueId, type World } from "./world"

/** A small, sound store: the ids of what is in it. */
export type Scene = Record<
  | "resource"
  | "empty"
  | "deleted"
  | "group"
  | "variant"
  | "hold"
  | "item"
  | "sold"
  | "sold_hold"
  | "next"
  | "next_hold"
  | "guest"
  | "guest_hold"
  | "room"
  | "later"
  | "departed"
  | "moved"
  | "canceled"
  | "task"
  | "blackout"
  | "lifted"
  | "conflict",
  string
>

/** A hold that was sold, with its only allocation. */
async function aSaleOf(
  world: World,
  call: Call,
  resource: string,
  dates: string[]
) {
  const { hold_id, order_id } = await aSale(call, resource, dates)
  const [row] = await world.sql<{ id: string }>(
    "select id from booking_allocation where hold_id = $1",
    [hold_id]
  )
  return { id: row?.id as string, hold_id, order_id }
}

const itemOf = ({ hold }: HoldAnswer) => hold.items[0]?.id as string

/** A world with some of everything. */
export async function aScene(world: World, call: Call): Promise<Scene> {
  const { id: group } = await aGroup(call)
  const sell = (resource: string, dates: string[]) =>
    aSaleOf(world, call, resource, dates)
  const nights = { span: "night" as const, default_capacity: 1 }
  const aRoom = async () => (await aResource(call, nights)).id
  const { id: resource } = await aResource(call, { default_capacity: 3 })
  // A date that has a row, and no claim.
  const spare = await sell(resource, [day(15)])
  await cancelAllocations(call, { order_id: spare.order_id })
  const sold = await sell(resource, [day(10)])
  const next = await sell(resource, [day(16)])
  const held = await aHold(call, resource, [day(10)])

  const room = await aRoom()
  const guest = await sell(room, [day(0)])
  await checkIn(call, { allocation_id: guest.id })
  const later = await sell(room, [day(10)])

  const left = await aRoom()
  const departed = await sell(left, [day(0)])
  await checkIn(call, { allocation_id: departed.id })
  const { task } = await checkOut(call, { allocation_id: departed.id })

  const was = await sell(left, [day(20)])
  const elsewhere = { start_date: day(30), end_date: day(31), reason: "asked" }
  await moveAllocation(call, was.id, elsewhere)

  const empty = await aRoom()
  const deleted = await aRoom()
  await deleteResource(call, deleted)
  const variant = uniqueId("variant")
  await linkVariant(call, variant, { resource_id: resource })
  await updateVariant(call, variant, { price_mode: "per_booking" })
  return {
    ...{ resource, empty, deleted, group, variant, room },
    ...{ hold: held.hold.id, item: itemOf(held) },
    ...{ sold: sold.id, sold_hold: sold.hold_id },
    ...{ next: next.id, next_hold: next.hold_id },
    ...{ guest: guest.id, guest_hold: guest.hold_id, later: later.id },
    ...{ departed: departed.id, moved: was.id, canceled: spare.id },
    ...{ task: task.id, blackout: await aBlackout(call, resource, 50) },
    lifted: await aLiftedBlackout(call, resource),
    conflict: await aConflict(call),
  }
}

async function aBlackout(
  call: Call,
  resource_id: string,
  from: number
): Promise<string> {
  const dates = { start_date: day(from), end_date: day(from + 1) }
  const reason = "works"
  const closed = { resource_id, ...dates, reason }
  return (await createBlackout(call, closed)).blackout.id
}

async function aLiftedBlackout(call: Call, resource: string): Promise<string> {
  const id = await aBlackout(call, resource, 60)
  await liftBlackout(call, id)
  return id
}

async function aConflict(call: Call): Promise<string> {
  const nothing = { line_item_id: null, cart_id: null, hold_id: null }
  const order_id = uniqueId("order")
  const lost = { ...nothing, order_id, code: "sold_out" as const, dates: [] }
  return (await raiseConflict(call, { ...lost, line_item_id: "ordli_1" })).id
}
