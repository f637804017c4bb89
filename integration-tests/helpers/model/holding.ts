import assert from "node:assert/strict"

import fc from "fast-check"

import type {
  HoldAnswer,
  HoldItemDTO,
  PlaceHold,
} from "../../../src/modules/resource_booking/types"
import {
  cancelAllocations,
  confirmHold,
  expireHolds,
  extendHold,
  placeHold,
  releaseHold,
} from "../../engine"
import { makeOverdue } from "../world"
import {
  attempt,
  dateOf,
  expecting,
  idOf,
  no,
  numberOf,
  orderOf,
  type Real,
} from "./real"
import { againstHold, againstRetaking, assignments, type No } from "./rules"
import { DATES, type Hold, type Item, type State } from "./state"
import { record, Step } from "./step"

const stay = fc
  .tuple(fc.nat(DATES - 1), fc.integer({ min: 1, max: 3 }))
  .map(([from, length]) =>
    Array.from({ length }, (_, i) => from + i).filter((n) => n < DATES)
  )
const cart = fc.constantFrom(null, "cart_a", "cart_b")
const nth = fc.nat(30)
const order = fc.nat(2)

const item = record({
  resource: fc.nat(3),
  dates: stay,
  quantity: fc.constantFrom(1, 1, 1, 2),
})

const placing = record({
  items: fc.array(item, { minLength: 1, maxLength: 2 }),
  cart,
})
const choosing = fc.array(stay, { minLength: 1, maxLength: 2 })

const someHold = (state: State) => state.holds.length > 0

/** Commands that shoppers, the checkout and the job give. */
export const HOLDING = [
  placing.map((input) => new Step("place", input, place)),
  placing.map((input) => new Step("place", input, place)),
  choosing.map((stays) => new Step("place any", stays, placeAny)),
  record({ nth, otherBody: fc.boolean() }).map(
    (input) => new Step("place again", input, placeAgain, someHold)
  ),
  nth.map((n) => new Step("extend", n, extend, someHold)),
  nth.map((n) => new Step("release", n, release, someHold)),
  nth.map((n) => new Step("let end", n, letEnd, someHold)),
  fc.constant(null).map(() => new Step("expire", null, expire)),
  record({ nth, order }).map(
    (input) => new Step("confirm", input, confirm, someHold)
  ),
  record({ nth, order }).map(
    (input) => new Step("confirm", input, confirm, someHold)
  ),
  order.map((n) => new Step("cancel", n, cancel)),
]

function holdAt(state: State, real: Real, n: number) {
  const at = n % state.holds.length
  const hold = state.holds[at] as Hold
  const { id, token } = real.holds[at] as Real["holds"][number]
  return { hold, id, token }
}

function inputOf(real: Real, hold: Pick<Hold, "items" | "cart" | "key">) {
  return {
    items: hold.items.map(({ resource, dates, quantity }) => ({
      resource_id: idOf(real, resource),
      dates: dates.map(dateOf),
      quantity,
    })),
    cart_id: hold.cart && `${real.run}_${hold.cart}`,
    idempotency_key: hold.key,
  } satisfies PlaceHold
}

function itemsOf(real: Real, given: HoldItemDTO[]): Item[] {
  return given.map(({ resource_id, dates, quantity }) => ({
    resource: real.resources.indexOf(resource_id),
    dates: dates.map(numberOf),
    quantity,
  }))
}

async function place(
  state: State,
  real: Real,
  input: { items: Item[]; cart: string | null }
): Promise<void> {
  const key = `${real.run}_key_${state.holds.length}_${real.tally.commands}`
  const given = { ...input, key }
  const answer = await expecting(real, againstHold(state, given.items), () =>
    placeHold(real.call, inputOf(real, given))
  )
  if (answer) {
    assert.deepEqual(itemsOf(real, answer.hold.items), given.items)
    await write(state, real, given, answer)
  }
}

async function write(
  state: State,
  real: Real,
  hold: Pick<Hold, "items" | "cart" | "key">,
  { hold: { id, status, expires_at }, token }: HoldAnswer
): Promise<void> {
  assert.equal(status, "active")
  state.holds.push({ ...hold, state: "live", due: false, order: null })
  real.holds.push({ id, token })
  await assertOneClock(state, real, hold.cart, expires_at)
}

/** All live holds of a cart end together. */
async function assertOneClock(
  state: State,
  real: Real,
  cart: string | null,
  end: string
): Promise<void> {
  const ids = state.holds.flatMap((hold, i) =>
    cart !== null && hold.cart === cart && hold.state === "live"
      ? [real.holds[i]?.id]
      : []
  )
  const rows = await real.world.sql(
    `select id from booking_hold
      where id = any ($1::text[]) and expires_at <> $2::timestamptz`,
    [ids, end]
  )
  assert.deepEqual(rows, [])
}

async function placeAny(
  state: State,
  real: Real,
  stays: number[][]
): Promise<void> {
  const options = assignments(state, stays)
  const possible = options.filter((items) => !againstHold(state, items))
  const key = `${real.run}_key_${state.holds.length}_${real.tally.commands}`
  const items = stays.map((dates) => ({
    group_id: real.group,
    dates: dates.map(dateOf),
  }))
  real.tally.commands++
  const { refusal, value } = await attempt(() =>
    placeHold(real.call, { items, idempotency_key: key })
  )
  real.tally[refusal ? "refusals" : "successes"]++
  assert.equal(refusal === null, possible.length > 0, refusal?.code)
  if (value) {
    const chosen = itemsOf(real, value.hold.items)
    assert.equal(againstHold(state, chosen), null)
    assert.deepEqual(dates(chosen), dates(stays.map((d) => ({ dates: d }))))
    await write(state, real, { items: chosen, cart: null, key }, value)
  }
}

const dates = (items: Pick<Item, "dates">[]) =>
  items.map((item) => item.dates.join()).sort()

async function placeAgain(
  state: State,
  real: Real,
  input: { nth: number; otherBody: boolean }
): Promise<void> {
  const { hold, id } = holdAt(state, real, input.nth)
  const request = inputOf(real, hold)
  const isChosen = (await groupsOf(real, id)) > 0
  const other = input.otherBody || isChosen
  const metadata = other ? { other: true } : {}
  const answer = await expecting(
    real,
    other ? no("idempotency_conflict") : null,
    () => placeHold(real.call, { ...request, metadata })
  )
  if (answer) {
    assert.deepEqual([answer.hold.id, answer.idempotent_replay], [id, true])
    assert.equal(answer.hold.status, statusOf(hold))
  }
}

/** How many items of a hold were chosen: it can't be repeated by its items. */
async function groupsOf(real: Real, holdId: string): Promise<number> {
  const [row] = await real.world.sql<{ n: number }>(
    `select count(group_id) as n from booking_hold_item where hold_id = $1`,
    [holdId]
  )
  return row?.n as number
}

/** The status as people see it. */
export function statusOf({ state }: Hold): string {
  return { live: "active", ended: "expired" }[state as string] ?? state
}

const AGAINST_CHANGE: Record<Hold["state"], No | null> = {
  live: null,
  ended: no("expired"),
  released: no("released"),
  confirmed: no("already_confirmed"),
}

async function extend(state: State, real: Real, n: number): Promise<void> {
  const { hold, id, token } = holdAt(state, real, n)
  if (hold.state === "live") {
    // A moment passes, or there would be nothing to gain.
    await makeOverdue(real.world, [id], 60_000)
  }
  const answer = await expecting(real, AGAINST_CHANGE[hold.state], () =>
    extendHold(real.call, id, { token })
  )
  if (answer) {
    await assertOneClock(state, real, hold.cart, answer.hold.expires_at)
  }
}

async function release(state: State, real: Real, n: number): Promise<void> {
  const { hold, id, token } = holdAt(state, real, n)
  const foreseen = hold.state === "released" ? null : AGAINST_CHANGE[hold.state]
  const released = await expecting(real, foreseen, () =>
    releaseHold(real.call, id, { token })
  )
  if (released) {
    assert.equal(released.status, "released")
    hold.state = "released"
  }
}

async function letEnd(state: State, real: Real, n: number): Promise<void> {
  const { hold, id } = holdAt(state, real, n)
  await makeOverdue(real.world, [id])
  if (hold.state === "live") {
    hold.state = "ended"
    hold.due = true
  }
}

async function expire(state: State, real: Real): Promise<void> {
  const due = state.holds.filter((hold) => hold.due)
  const result = await expecting(real, null, () => expireHolds(real.call))
  assert.deepEqual(result, { expired: due.length, skipped: 0 })
  due.forEach((hold) => (hold.due = false))
}

async function confirm(
  state: State,
  real: Real,
  input: { nth: number; order: number }
): Promise<void> {
  const { hold, id } = holdAt(state, real, input.nth)
  const repeated = hold.state === "confirmed" && hold.order === input.order
  const foreseen =
    hold.state === "ended"
      ? againstRetaking(state, hold.items)
      : repeated
        ? null
        : AGAINST_CHANGE[hold.state]
  const result = await expecting(real, foreseen, () =>
    confirmHold(real.call, {
      hold_id: id,
      order_id: orderOf(real, input.order),
    })
  )
  if (!result) {
    return
  }
  assert.equal(result.repeated, repeated)
  assert.equal(result.allocations.length, hold.items.length)
  if (!repeated) {
    Object.assign(hold, { state: "confirmed", due: false, order: input.order })
    state.allocations.push(
      ...hold.items.map((item) => ({
        ...item,
        order: input.order,
        canceled: false,
      }))
    )
  }
}

async function cancel(state: State, real: Real, order: number): Promise<void> {
  const theirs = state.allocations.filter(
    (a) => a.order === order && !a.canceled
  )
  const canceled = await expecting(real, null, () =>
    cancelAllocations(real.call, { order_id: orderOf(real, order) })
  )
  assert.equal(canceled?.length, theirs.length)
  theirs.forEach((allocation) => (allocation.canceled = true))
}
