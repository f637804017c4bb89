import type { BasketClock, LaterEnd } from "../../../domain/holds/deadline"
import type { PlacementFacts } from "../../../domain/holds/decide-placement"
import type { Span } from "../../../domain/shared/calendar"
import type { Demand, SiblingFacts } from "../../../domain/shared/facts"
import type { BookingRefusal } from "../../../errors"
import type {
  BasketRecord,
  CartHoldRecord,
  NewHold,
  NewHoldItem,
} from "../../../sql/holds"
import type { LockKey } from "../../../sql/locks"
import type { CreateAllocations, HoldAnswer, PlaceHold } from "../../../types"
import type { Call } from "../../shared/context"
import type { Predecessor } from "../succession"

/** The request, and what follows from it alone. */
export type HoldRequest = {
  call: Call
  input: PlaceHold
  scope: string
  owner: string | null
  /** For the limits; null when there are none. */
  address: string | null
  fingerprint: string
  /** It names a group. */
  grouped: boolean
  /** What it names and may not see: as if there were no such thing. */
  hidden: ReadonlySet<string>
  /** The hold that it takes over from. */
  replaces: string | null
  /** Staff book: what is placed is confirmed in the same moment. */
  staff: CreateAllocations | null
  /** About how many dates it wants locked. */
  weight: number
  /** When it is told that the system is busy, by performance.now(). */
  deadline: number
}

/** One that does not wait for anything yet. */
export type NewRequest = Omit<HoldRequest, "deadline">

export type Outcome =
  | { kind: "placed"; answer: HoldAnswer }
  | { kind: "refused"; refusal: BookingRefusal }
  | { kind: "replay"; hold_id: string }
  /**
   * It may win, but somebody else has a lock; or it is stale, since what was
   * read before has changed.
   */
  | { kind: "again"; stale: boolean }
  | { kind: "failed"; error: unknown }

/** Whether to wait for locks, and to lock every member of the groups. */
export type LockStrategy = { wait: boolean; lockMembers: boolean }

/** An item whose resource is certain. */
export type ChosenItem = Demand & {
  group_id: string | null
  lock_number: number
  /** As it was when the dates were written out. */
  span: Span
}

/** A request on its way through the transaction. */
export type PlacementAttempt = {
  request: HoldRequest
  chosen: ChosenItem[]
  basket: BasketRecord | null
  cartHolds: CartHoldRecord[]
  keys: LockKey[]
  /** The hold that this one is to take over from, and what comes of it. */
  before: Predecessor
  /** What became of it, unless it is placed. */
  outcome?: Outcome
  placement?: Placement
}

export type PlacedItem = NewHoldItem & { lock_number: number; span: Span }

/** A hold that was decided on, ready to be written. */
export type Placement = {
  call: Call
  hold: Omit<NewHold, "items"> & { items: PlacedItem[] }
  /** The basket's clock, when this hold starts it. */
  clock: BasketClock | null
  /** Live holds of the cart that get a later end with it. */
  extended: LaterEnd<Extended>[]
  /** What was known when it was decided. */
  facts: PlacementFacts
  /** The hold that it is to take over from. */
  before: Predecessor
  /** Staff book: it is confirmed in the same moment. */
  staff: CreateAllocations | null
}

export type Extended = Pick<
  SiblingFacts,
  "id" | "cart_id" | "expires_at_ms" | "deadline_ms"
>
