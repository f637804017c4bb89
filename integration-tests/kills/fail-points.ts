import { Modules } from "@medusajs/framework/utils"

import { RESOURCE_BOOKING_MODULE } from "../../src/modules/resource_booking"

/** Before or after which call of a module's method a process is killed. */
export type FailPoint = {
  module: string
  method: string
  when: "before" | "after"
  /** Counted from 1. */
  call: number
}

/** What the customer, or staff, was doing. */
export type Flow = "complete" | "add" | "bring" | "change" | "remove" | "cancel"

/**
 * What there must be in the end, when the store has started again and
 * reconciled, and all clocks have run out. A charge without dates is in none
 * of these.
 *
 * - `sold`: an order, its charge and its dates;
 * - `nothing`: no order, no charge, free dates;
 * - `staff`: an order without charge, free dates, and staff are told;
 * - `canceled`: a canceled order, no charge, free dates;
 * - `half-canceled`: an order whose charge was given back, with its dates, and
 *   staff are told.
 */
export type Outcome =
  "sold" | "nothing" | "staff" | "canceled" | "half-canceled"

export type Scenario = {
  name: string
  flow: Flow
  /** Null: the bank kills it, having charged, before the shop hears so. */
  point: FailPoint | null
  outcome: Outcome
}

const at = (
  module: string,
  method: string,
  when: FailPoint["when"],
  call = 1
): FailPoint => ({ module, method, when, call })

const BOOKING = RESOURCE_BOOKING_MODULE

/** Between every two steps of a checkout that leave something behind. */
export const SCENARIOS: Scenario[] = [
  scenario(
    "complete",
    "before the holds are pinned",
    "nothing"
  )(at(BOOKING, "pinHolds", "before")),
  scenario(
    "complete",
    "after the holds are pinned",
    "nothing"
  )(at(BOOKING, "pinHolds", "after")),
  scenario(
    "complete",
    "before the order is made",
    "nothing"
  )(at(Modules.ORDER, "createOrders", "before")),
  scenario(
    "complete",
    "after the order is made, not yet its cart's",
    "staff"
  )(at(Modules.ORDER, "createOrders", "after")),
  scenario(
    "complete",
    "after the order is made, before its payment",
    "staff"
  )(at(Modules.PAYMENT, "authorizePaymentSession", "before")),
  scenario(
    "complete",
    "after it is noted that a payment is tried",
    "staff"
  )(at(BOOKING, "notePayment", "after")),
  scenario("complete", "after the bank has charged, unheard", "sold")(null),
  scenario(
    "complete",
    "after the payment",
    "sold"
  )(at(Modules.PAYMENT, "authorizePaymentSession", "after")),
  scenario(
    "complete",
    "before the dates are confirmed",
    "sold"
  )(at(BOOKING, "confirmHold", "before")),
  scenario(
    "complete",
    "after the dates are confirmed",
    "sold"
  )(at(BOOKING, "confirmHold", "after")),
  scenario(
    "complete",
    "before order.placed is handled",
    "sold"
  )(at(BOOKING, "confirmHold", "before", 2)),
  scenario(
    "add",
    "before the hold",
    "nothing"
  )(at(BOOKING, "placeHold", "before")),
  scenario(
    "add",
    "after the hold",
    "nothing"
  )(at(BOOKING, "placeHold", "after")),
  scenario(
    "add",
    "before the line",
    "nothing"
  )(at(Modules.CART, "addLineItems", "before")),
  scenario(
    "add",
    "after the line, before its hold has it",
    "nothing"
  )(at(BOOKING, "attachLine", "before")),
  scenario(
    "add",
    "after the hold has its line",
    "nothing"
  )(at(BOOKING, "attachLine", "after")),
  scenario(
    "bring",
    "after the hold is brought",
    "nothing"
  )(at(BOOKING, "bringHold", "after")),
  scenario(
    "bring",
    "after the line, before its hold has it",
    "nothing"
  )(at(BOOKING, "attachLine", "before")),
  scenario(
    "change",
    "before the new hold",
    "nothing"
  )(at(BOOKING, "placeHold", "before")),
  scenario(
    "change",
    "after the new hold, before the line",
    "nothing"
  )(at(BOOKING, "placeHold", "after")),
  scenario(
    "change",
    "after the line, before the new hold takes over",
    "nothing"
  )(at(BOOKING, "takeOver", "before")),
  scenario(
    "change",
    "after the new hold has taken over",
    "nothing"
  )(at(BOOKING, "takeOver", "after")),
  scenario(
    "remove",
    "after the line, before its hold",
    "nothing"
  )(at(BOOKING, "releaseLine", "before")),
  scenario(
    "remove",
    "after the hold",
    "nothing"
  )(at(BOOKING, "releaseLine", "after")),
  scenario(
    "cancel",
    "after the payment, before the order",
    "half-canceled"
  )(at(Modules.ORDER, "cancel", "before")),
  scenario(
    "cancel",
    "after the order, before the dates",
    "canceled"
  )(at(BOOKING, "cancelAllocations", "before")),
  scenario(
    "cancel",
    "after the dates",
    "canceled"
  )(at(BOOKING, "cancelAllocations", "after")),
]

function scenario(flow: Flow, when: string, outcome: Outcome) {
  return (point: FailPoint | null): Scenario => ({
    name: `${flow}: ${when}`,
    flow,
    point,
    outcome,
  })
}
