import type {
  HoldDTO,
  HoldItemInput,
} from "../../../src/modules/resource_booking/types"
import { type Call, isBookingRefusal, releaseHold } from "../../engine"
import { place } from "../races/arena"
import { type Hotel, NIGHTS, stay, type Stretch } from "./hotel"
import type { Dice } from "./random"

/** What a guest asked for, when, and what came of it; times as Date.now(). */
export type Request = {
  items: HoldItemInput[]
  from: number
  to: number
  outcome: string
  /** Of a refusal. */
  message: string
  hold: HoldDTO | null
  /** When he knew that he had given it back. */
  released: number | null
}

/** Of three kinds: a room, two rooms alike, or two stays that overlap. */
export function wishOf({ group_id }: Hotel, dice: Dice): HoldItemInput[] {
  const first = aStretch(dice)
  const kind = dice.between(1, 10)
  if (kind <= 7) {
    return [{ group_id, ...stay(first) }]
  }
  if (kind === 8) {
    return [{ group_id, ...stay(first), quantity: 2 }]
  }
  const second = { from: first.from + 1, to: Math.min(NIGHTS, first.to + 2) }
  return [first, second].map((s) => ({ group_id, ...stay(s) }))
}

/** Of two nights at least: a single free one between two stays is no use. */
function aStretch(dice: Dice): Stretch {
  const length = dice.between(2, 6)
  const from = dice.between(0, NIGHTS - length)
  return { from, to: from + length }
}

/** A certain room, one of the last. */
export function roomByName({ last }: Hotel, dice: Dice): HoldItemInput[] {
  const resource_id = last[dice.between(0, last.length - 1)] as string
  return [{ resource_id, ...stay(aStretch(dice)) }]
}

/** Asks for rooms, and keeps what it gets. */
export async function ask(
  call: Call,
  items: HoldItemInput[]
): Promise<Request> {
  const asked = { items, from: Date.now(), message: "", released: null }
  try {
    const { hold } = await place(call, ...items)
    return { ...asked, to: Date.now(), outcome: "ok", hold }
  } catch (error) {
    const to = Date.now()
    return isBookingRefusal(error)
      ? { ...asked, to, hold: null, ...outcomeOf(error) }
      : { ...asked, to, hold: null, outcome: String(error) }
  }
}

function outcomeOf({ code, message }: { code: string; message: string }) {
  return { outcome: code, message }
}

/** Gives back what it got, and notes when. */
export async function giveBack(call: Call, request: Request): Promise<Request> {
  if (!request.hold) {
    return request
  }
  await releaseHold(call, request.hold.id, { admin: true })
  return { ...request, released: Date.now() }
}
