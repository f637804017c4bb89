import type {
  HoldItemInput,
  HoldLine,
  MarkedLine,
} from "../../src/modules/resource_booking/types"
import { placeHold } from "../engine"
import type { TestContext } from "./context"
import { uniqueId } from "./world"

/** What a line was agreed to be. */
export const aLine = (line_item_id: string | null = null): HoldLine => ({
  ...{ line_item_id, variant_id: "variant_1", quantity: 1 },
  ...{ unit_price: "100", currency_code: "aud" },
  ...{ charged_dates: 1, price_mode: "per_date" as const },
})

type Who = { customer_id?: string; address?: string }

/** A booking in a cart, its line written. */
export async function aBookedLine(
  { call }: Pick<TestContext, "call">,
  items: HoldItemInput[],
  who: Who & { cart_id?: string } = {}
) {
  const { cart_id = uniqueId("cart") } = who
  const line_item_id = uniqueId("cali")
  const answer = await placeHold(call, {
    ...{ ...who, cart_id, items, idempotency_key: uniqueId("key") },
    line: aLine(line_item_id),
  })
  return { cart_id, line_item_id, hold: answer.hold }
}

/** The line of a booking as a cart has it, for some hold of its. */
export const aMarkedLine = (
  { line_item_id }: BookedLine,
  hold_id: string,
  more: Partial<MarkedLine> = {}
): MarkedLine => ({
  ...{ line_item_id, variant_id: "variant_1", hold_id },
  ...{ quantity: 1, unit_price: "100", ...more },
})

export type BookedLine = Awaited<ReturnType<typeof aBookedLine>>

/** Other dates for it, its line not written yet. */
export async function aSuccessor(
  { call }: Pick<TestContext, "call">,
  { cart_id, hold }: BookedLine,
  items: HoldItemInput[],
  who: Who = {}
) {
  const answer = await placeHold(call, {
    ...{ ...who, cart_id, items, idempotency_key: uniqueId("key") },
    ...{ line: aLine(), replaces: hold.id },
  })
  return answer.hold
}
