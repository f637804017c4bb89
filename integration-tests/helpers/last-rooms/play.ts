import type { Call } from "../../engine"
import { readFinal, readLog } from "../history/log"
import { type Arena, openArena } from "../races/arena"
import { counting, type Tampering, together } from "../sabotage"
import { ask, giveBack, type Request, roomByName, wishOf } from "./guests"
import { type Hotel, openHotel, stay, WANTED } from "./hotel"
import { type Round, takenIn } from "./oracle"
import { Dice } from "./random"

export const GUESTS = 100

/** A guest's part: he asks, and asks again, and leaves what he did. */
type Part = (call: Call, dice: Dice, hotel: Hotel) => Promise<Request[]>

/** He wants one thing, and keeps what he gets. */
export const onlyOnce: Part = async (call, dice, hotel) => [
  await ask(call, wishOf(hotel, dice)),
]

/** He wants what all the others want. */
export const theSame: Part = async (call, _, { group_id }) => [
  await ask(call, [{ group_id, ...stay(WANTED) }]),
]

/**
 * He asks three times, now for any room and now for a certain one. What he gets
 * first he gives back, and what he gets second as well.
 */
export const toAndFro: Part = async (call, dice, hotel) => {
  const wishes = Array.from({ length: 3 }, () =>
    dice.chance(0.2) ? roomByName(hotel, dice) : wishOf(hotel, dice)
  )
  const done: Request[] = []
  for (const [i, items] of wishes.entries()) {
    const asked = await ask(call, items)
    done.push(i < 2 ? await giveBack(call, asked) : asked)
  }
  return done
}

export type Played = Round & {
  deadlocks: number
  /** From the first question to the last answer, in milliseconds. */
  took: number
  /** Invariants that are broken. */
  audit: string[]
}

/**
 * A hotel, and 100 guests at once in six processes, each by a seed of his own:
 * the seed says who wants what, and not who is first.
 */
export async function play(
  seed: number,
  part: Part,
  tampering: Tampering = {}
): Promise<Played> {
  const errors = counting()
  const arena = await openArena({ tampering: together(tampering, errors) })
  try {
    const { world } = arena
    const hotel = await openHotel(world, world.process(), new Dice(seed))
    const from = performance.now()
    const requests = await everybody(arena, hotel, part, seed)
    return {
      ...{ hotel, requests, took: performance.now() - from },
      ...{ log: await readLog(world), final: await readFinal(world) },
      taken: await takenIn(world),
      deadlocks: errors.count("40P01"),
      audit: (await world.audit()).map((v) => `${v.invariant} ${v.subject}`),
    }
  } finally {
    await arena.world.close()
  }
}

async function everybody(
  { processes }: Arena,
  hotel: Hotel,
  part: Part,
  seed: number
): Promise<Request[]> {
  const parts = Array.from({ length: GUESTS }, (_, i) => {
    const call = processes[i % processes.length] as Call
    return part(call, new Dice(seed + i + 1), hotel)
  })
  return (await Promise.all(parts)).flat()
}
