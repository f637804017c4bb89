import type { HoldItemInput } from "../../../src/modules/resource_booking/types"
import { type Call, confirmHold } from "../../engine"
import { place } from "../races/arena"
import { day, newGroup, uniqueId, type World } from "../world"
import type { Dice } from "./random"

/** `last`: the rooms with a stretch left. */
export type Hotel = { group_id: string; rooms: string[]; last: string[] }

export const ROOMS = 200
const LAST = 5

/** Nights on sale, the first of them `day(FIRST)`. */
export const NIGHTS = 24
const FIRST = 10

/** What one hold takes at most: items, and nights in all. */
const MOST_ITEMS = 20
const MOST_NIGHTS = 366

/** A stay from the `from`th night on, checking out on the `to`th. */
export type Stretch = { from: number; to: number }

export function stay({ from, to }: Stretch) {
  return { start_date: day(FIRST + from), end_date: day(FIRST + to) }
}

/**
 * 200 rooms of one type. 195 are sold by stays of all lengths, with a night
 * free between some of them; five have a stretch left, each another, and all
 * of these overlap with others.
 */
export async function openHotel(
  world: World,
  call: Call,
  dice: Dice
): Promise<Hotel> {
  const { id, members } = await newGroup(world, ROOMS, { span: "night" })
  const rooms = dice.shuffled(members)
  const sold = rooms.flatMap((resource_id, i) => {
    const free = i < LAST ? lastStretch(i, dice) : null
    return soldAround(free, dice).map((s) => ({ resource_id, ...stay(s) }))
  })
  for (const items of batches(sold)) {
    const { hold } = await place(call, ...items)
    await confirmHold(call, { hold_id: hold.id, order_id: uniqueId("order") })
  }
  return { group_id: id, rooms, last: rooms.slice(0, LAST) }
}

/** Two nights that nearly all of the last rooms have. */
export const WANTED: Stretch = { from: 8, to: 10 }

function lastStretch(i: number, dice: Dice): Stretch {
  const from = 2 * i + dice.between(0, 3)
  return { from, to: from + dice.between(8, 12) }
}

/** All nights, but for a stretch, or single nights, that stay free. */
function soldAround(free: Stretch | null, dice: Dice): Stretch[] {
  if (free) {
    const before = tiles({ from: 0, to: free.from }, 0, dice)
    return [...before, ...tiles({ from: free.to, to: NIGHTS }, 0, dice)]
  }
  return tiles({ from: 0, to: NIGHTS }, 0.15, dice)
}

function tiles({ from, to }: Stretch, gaps: number, dice: Dice): Stretch[] {
  const sold: Stretch[] = []
  for (let night = from; night < to;) {
    const end = Math.min(to, night + dice.between(1, 6))
    sold.push({ from: night, to: end })
    night = end + Number(dice.chance(gaps))
  }
  return sold
}

function batches(items: HoldItemInput[]): HoldItemInput[][] {
  const all: HoldItemInput[][] = []
  // No stay is longer than six nights.
  const size = Math.min(MOST_ITEMS, Math.floor(MOST_NIGHTS / 6))
  for (let i = 0; i < items.length; i += size) {
    all.push(items.slice(i, i + size))
  }
  return all
}
