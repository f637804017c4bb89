import { checkIn, confirmHold, moveStay } from "../../engine"
import { beganEarlier, day, newResource, uniqueId, type World } from "../world"
import {
  type Arena,
  crowd,
  onlyOneWon,
  place,
  type Race,
  unitsTaken,
} from "./arena"

/** Fewer than elsewhere: each of them needs a room first. */
const GUESTS = 8

/** Last night's guest comes late, tonight's is early: both want the key. */
export const checkInAgainstCheckIn: Race = {
  name: "two parties who check in to one room",
  async play(arena) {
    const { world } = arena
    const room = await newResource(world, { span: "night" })
    const late = await sell(arena, room, 0)
    await beganEarlier(world, late, 1)
    const today = await sell(arena, room, 0)
    const attempts = await crowd(arena, GUESTS, (process, client) =>
      checkIn(process, {
        allocation_id: client % 2 === 0 ? late : today,
        note: "a race",
      })
    )
    const breaches = onlyOneWon(attempts, "already_occupied")
    await expectInside(breaches, world, [room], 1)
    return { attempts, breaches }
  },
}

/** Everybody is in a room of their own, and is to go to the one that is empty. */
export const guestAgainstGuest: Race = {
  name: "moving guests to the last empty room",
  async play(arena) {
    const { world } = arena
    const to = await newResource(world, { span: "night" })
    const guests: { room: string; stay: string }[] = []
    for (let i = 0; i < GUESTS; i++) {
      const room = await newResource(world, { span: "night" })
      const stay = await sell(arena, room, 0)
      const process = arena.processes[0] as (typeof arena.processes)[0]
      await checkIn(process, { allocation_id: stay })
      guests.push({ room, stay })
    }
    const attempts = await crowd(arena, GUESTS, (process, client) =>
      moveStay(process, {
        allocation_id: guests[client]?.stay as string,
        resource_id: to,
      })
    )
    const breaches = onlyOneWon(attempts, "target_unavailable")
    const units = await unitsTaken(world, to, day(0))
    if (units !== 1) {
      breaches.push(`${units} have the last empty room`)
    }
    const rooms = [to, ...guests.map((guest) => guest.room)]
    await expectInside(breaches, world, rooms, GUESTS)
    return { attempts, breaches }
  },
}

/** A night that is an order's. */
async function sell(
  { processes }: Arena,
  resource_id: string,
  from: number
): Promise<string> {
  const process = processes[0] as (typeof processes)[0]
  const { hold } = await place(process, { resource_id, dates: [day(from)] })
  const order_id = uniqueId("order")
  const sold = await confirmHold(process, { hold_id: hold.id, order_id })
  return sold.allocations[0]?.id as string
}

async function expectInside(
  breaches: string[],
  world: World,
  rooms: string[],
  expected: number
): Promise<void> {
  const inside = await world.sql(
    `select allocation_id from booking_occupancy
      where resource_id = any ($1::text[])`,
    [rooms]
  )
  if (inside.length !== expected) {
    breaches.push(`${inside.length} are in, not ${expected}`)
  }
}
