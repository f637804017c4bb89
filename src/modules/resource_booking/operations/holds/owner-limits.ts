import { addressOf, afterHold } from "../../domain/holds/address-facts"
import { datesOf, decideLimits, unitsOf } from "../../domain/holds/limits"
import type { Demand, SiblingFacts } from "../../domain/shared/facts"
import { unwrap } from "../../errors"
import type { Statement } from "../../sql/database"
import { type LimitsRecord, ownerFacts } from "../../sql/limits"
import { wantedDates } from "../capacity/wanted-dates"
import type { OperationContext } from "../shared/context"

/** Who is about to get holds that are there already. */
export type NewOwner = {
  owner: string | null
  customer_id: string | null
  /** The holds' own. */
  address: string | null
}

/** A hold that is about to become somebody's. */
export type ComingHold = Omit<SiblingFacts, "units" | "resource_dates"> & {
  items: Demand[]
  now_ms: number
}

/** So many dates in a row are looked at together; any, while there is no limit. */
export function windowDays({ options }: OperationContext): number {
  return options.limits === "off" ? 1 : options.limits.address_window_days
}

/**
 * What a new owner and their address have besides, to be read under the lock of
 * the owner's basket. Answers one LimitsRecord.
 */
export function limitsStatement(
  ctx: OperationContext,
  { owner, address }: NewOwner,
  holds: { id: string; items: Demand[] }[]
): Statement {
  const asked = { owner, address, window_days: windowDays(ctx) }
  const wanted = wantedDates(holds.flatMap((hold) => hold.items))
  return ownerFacts(
    asked,
    wanted,
    holds.map(({ id }) => id)
  )
}

/**
 * Every way in which a hold comes to an owner other than by being placed passes
 * this: one hold after the other, as if the owner had placed them.
 *
 * @throws BookingRefusal `limit_reached`
 */
export function checkLimits(
  { options }: OperationContext,
  { address, customer_id }: NewOwner,
  holds: ComingHold[],
  facts: LimitsRecord
): void {
  let {
    siblings,
    addresses,
  }: Pick<LimitsRecord, "addresses"> & {
    siblings: SiblingFacts[]
  } = facts
  for (const hold of holds) {
    const { items, now_ms } = hold
    const from = addressOf({ ...facts, addresses }, address, customer_id)
    unwrap(decideLimits(options.limits, siblings, from, items, now_ms))
    const [units, resource_dates] = [unitsOf(items), datesOf(items)]
    siblings = [...siblings, { ...hold, units, resource_dates }]
    if (address !== null) {
      addresses = afterHold(addresses, { ...hold, address, customer_id })
    }
  }
}
