import assert from "node:assert/strict"

import fc from "fast-check"

import {
  adjustCapacity,
  createBlackout,
  freezeResource,
  liftBlackout,
  setCapacity,
  unfreezeResource,
  updateResource,
} from "../../engine"
import { dateOf, expecting, idOf, no, type Real, resourceAt } from "./real"
import { below } from "./rules"
import { type Blackout, capacityOn, covers, DATES, type State } from "./state"
import { record, Step } from "./step"

const at = fc.nat(3)
const range = fc
  .tuple(fc.nat(DATES - 1), fc.nat(2))
  .map(([from, more]) => ({ from, to: Math.min(DATES - 1, from + more) }))
const scope = fc.oneof(
  at.map((resource) => ({ resource })),
  fc.constant("group" as const),
  fc.constant("all" as const)
)

/** Commands that staff give. */
export const MANAGING = [
  record({ at, range, capacity: fc.nat(3), skip: fc.boolean() }).map(
    (input) => new Step("set capacity", input, set)
  ),
  record({ at, range, by: fc.constantFrom(-2, -1, 1) }).map(
    (input) => new Step("adjust capacity", input, adjust)
  ),
  record({ at, capacity: fc.constantFrom(null, 0, 1, 2) }).map(
    (input) => new Step("set default", input, setDefault)
  ),
  record({ at, active: fc.boolean() }).map(
    (input) => new Step("activate", input, activate)
  ),
  record({ of: scope, range, release: fc.boolean() }).map(
    (input) => new Step("black out", input, blackOut)
  ),
  fc
    .nat(9)
    .map((n) => new Step("lift", n, lift, (s) => liftable(s).length > 0)),
  record({ at, until: fc.constantFrom(null, 2) }).map(
    (input) => new Step("freeze", input, freeze)
  ),
  at.map((n) => new Step("unfreeze", n, unfreeze)),
]

type Range = { from: number; to: number }

function numbersOf({ from, to }: Range): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i)
}

async function set(
  state: State,
  real: Real,
  input: { at: number; range: Range; capacity: number; skip: boolean }
): Promise<void> {
  const { own } = resourceAt(state, input.at)
  const dates = numbersOf(input.range)
  const skipped = input.skip ? dates.filter((date) => own.has(date)) : []
  const written = dates.filter((date) => !skipped.includes(date))
  const foreseen = below(state, input.at, written, () => input.capacity)
  const plan = await expecting(real, foreseen, () =>
    setCapacity(real.call, idOf(real, input.at), {
      start_date: dateOf(input.range.from),
      end_date: dateOf(input.range.to),
      max_capacity: input.capacity,
      skip_existing: input.skip,
    })
  )
  if (plan) {
    assert.deepEqual(plan, {
      created: written.filter((date) => !own.has(date)).map(dateOf),
      updated: written.filter((date) => own.has(date)).map(dateOf),
      skipped: skipped.map(dateOf),
    })
    written.forEach((date) => own.set(date, input.capacity))
  }
}

async function adjust(
  state: State,
  real: Real,
  input: { at: number; range: Range; by: number }
): Promise<void> {
  const resource = resourceAt(state, input.at)
  const dates = numbersOf(input.range)
  const next = (date: number) => (capacityOn(resource, date) ?? 0) + input.by
  const foreseen = below(state, input.at, dates, next)
  const entries = await expecting(real, foreseen, () =>
    adjustCapacity(real.call, idOf(real, input.at), {
      dates: dates.map(dateOf),
      adjustment: input.by,
      reason: "a test",
    })
  )
  if (entries) {
    dates.forEach((date) => resource.own.set(date, next(date)))
  }
}

async function setDefault(
  state: State,
  real: Real,
  input: { at: number; capacity: number | null }
): Promise<void> {
  const resource = resourceAt(state, input.at)
  const following = numbersOf({ from: 0, to: DATES - 1 }).filter(
    (date) => !resource.own.has(date)
  )
  const unchanged = resource.fallback === input.capacity
  const foreseen = unchanged
    ? null
    : below(state, input.at, following, () => input.capacity ?? 0)
  const updated = await expecting(real, foreseen, () =>
    updateResource(real.call, idOf(real, input.at), {
      default_capacity: input.capacity,
    })
  )
  if (updated) {
    resource.fallback = input.capacity
  }
}

async function activate(
  state: State,
  real: Real,
  input: { at: number; active: boolean }
): Promise<void> {
  await expecting(real, null, () =>
    updateResource(real.call, idOf(real, input.at), { is_active: input.active })
  )
  resourceAt(state, input.at).active = input.active
}

async function blackOut(
  state: State,
  real: Real,
  input: { of: Blackout["of"]; range: Range; release: boolean }
): Promise<void> {
  const { of, range, release } = input
  const blackout = { of, ...range, freeze: false }
  const isInside = ({
    resource,
    dates,
  }: {
    resource: number
    dates: number[]
  }) =>
    covers(state, blackout, resource) &&
    dates.some((date) => range.from <= date && date <= range.to)
  const holds = state.holds.filter(
    (hold) => release && hold.state === "live" && hold.items.some(isInside)
  )
  const sold = state.allocations.filter((a) => !a.canceled && isInside(a))
  const result = await expecting(real, null, () =>
    createBlackout(real.call, {
      ...named(real, of),
      start_date: dateOf(range.from),
      end_date: dateOf(range.to),
      reason: "a test",
      release_holds: release,
    })
  )
  assert.equal(result?.holds_released, holds.length)
  // "All" is also what earlier runs have sold.
  const affected = result?.allocations_affected.filter((allocation) =>
    real.resources.includes(allocation.resource_id)
  )
  assert.equal(affected?.length, sold.length)
  holds.forEach((hold) => (hold.state = "released"))
  state.blackouts.push(blackout)
  real.blackouts.push(result?.blackout.id ?? null)
}

function named(real: Real, of: Blackout["of"]) {
  if (of === "all") {
    return { all: true } as const
  }
  return of === "group"
    ? { group_id: real.group }
    : { resource_id: idOf(real, of.resource) }
}

function liftable(state: State): Blackout[] {
  return state.blackouts.filter((blackout) => !blackout.freeze)
}

async function lift(state: State, real: Real, n: number): Promise<void> {
  const candidates = liftable(state)
  const blackout = candidates[n % candidates.length] as Blackout
  const place = state.blackouts.indexOf(blackout)
  const id = real.blackouts[place] as string
  await expecting(real, null, () => liftBlackout(real.call, id))
  await expecting(real, no("not_found"), () => liftBlackout(real.call, id))
  state.blackouts.splice(place, 1)
  real.blackouts.splice(place, 1)
}

async function freeze(
  state: State,
  real: Real,
  input: { at: number; until: number | null }
): Promise<void> {
  await expecting(real, null, () =>
    freezeResource(real.call, idOf(real, input.at), {
      reason: "maintenance",
      until: input.until === null ? null : dateOf(input.until),
    })
  )
  thaw(state, real, input.at)
  const to = input.until ?? Infinity
  state.blackouts.push({
    ...{ of: { resource: input.at }, from: -Infinity, to },
    freeze: true,
  })
  real.blackouts.push(null)
}

async function unfreeze(state: State, real: Real, n: number): Promise<void> {
  await expecting(real, null, () => unfreezeResource(real.call, idOf(real, n)))
  thaw(state, real, n)
}

function thaw(state: State, real: Real, resource: number): void {
  const place = state.blackouts.findIndex(
    ({ of, freeze }) =>
      freeze && typeof of === "object" && of.resource === resource
  )
  if (place >= 0) {
    state.blackouts.splice(place, 1)
    real.blackouts.splice(place, 1)
  }
}
