import assert from "node:assert/strict"

import fc from "fast-check"

import { listAllocations, readAvailability, retrieveHold } from "../../engine"
import { statusOf } from "./holding"
import { dateOf, idOf, orderOf, type Real } from "./real"
import { shown } from "./rules"
import { DATES, type Hold, type State } from "./state"
import { record, Step } from "./step"

/** Commands that change nothing: they compare. */
export const LOOKING = [
  record({ at: fc.nat(3), units: fc.integer({ min: 1, max: 2 }) }).map(
    (input) => new Step("look", input, look)
  ),
]

async function look(
  state: State,
  real: Real,
  { at, units }: { at: number; units: number }
): Promise<void> {
  real.tally.commands++
  const answer = await readAvailability(real.call, {
    resource_id: idOf(real, at),
    start_date: dateOf(0),
    end_date: dateOf(DATES - 1),
    quantity: units,
  })
  const entries = answer.dates.map(({ may_free_at, ...entry }) => {
    assert.equal(may_free_at !== undefined, entry.reason === "held")
    return entry
  })
  const foreseen = Array.from({ length: DATES }, (_, date) => ({
    date: dateOf(date),
    ...shown(state, at, date, units),
  }))
  assert.deepEqual(entries, foreseen)
  const all = foreseen.every((entry) => entry.is_available)
  assert.equal(answer.all_dates_available, all)
}

/** Everything that there is to see, at the end of a run. */
export async function lookAtAll(state: State, real: Real): Promise<void> {
  for (const at of state.resources.keys()) {
    await look(state, real, { at, units: 1 })
  }
  for (const [i, { id, token }] of real.holds.entries()) {
    const { hold } = await retrieveHold(real.call, id, { token })
    assert.equal(hold.status, statusOf(state.holds[i] as Hold))
  }
  for (const order of [0, 1, 2]) {
    const { rows } = await listAllocations(real.call, {
      order_id: orderOf(real, order),
      limit: 100,
    })
    const sold = rows.map(({ resource_id, dates, quantity, status }) =>
      [resource_id, dates.join(), quantity, status].join(" ")
    )
    const foreseen = state.allocations
      .filter((a) => a.order === order)
      .map(({ resource, dates, quantity, canceled }) =>
        [
          idOf(real, resource),
          dates.map(dateOf).join(),
          quantity,
          canceled ? "canceled" : "confirmed",
        ].join(" ")
      )
    assert.deepEqual(sold.sort(), foreseen.sort())
  }
}
