import { type ChangedHold, decideLive } from "../holds/decide-change"
import { accept, type Decision, refuse } from "../shared/refusals"
import { isAsAgreed } from "./match-lines"

type Priced = { quantity: number; unit_price: string; currency_code: string }

/** A cart's line. */
type PaidLine = Priced & {
  line_item_id: string
  /** Null when Medusa's variant was deleted. */
  variant_id: string | null
  hold_id: string | null
}

/** What a hold says of the line that it is sold with. */
type AgreedLine = Priced & { line_item_id: string | null; variant_id: string }

type LineHold = ChangedHold & {
  id: string
  line: AgreedLine | null
  /** Whether its dates are kept for it, whatever the clock says. */
  is_whole: boolean
}

/** Ids of the holds to keep, and of those that must be taken again first. */
export type PinPlan = { keep: string[]; retake: string[] }

/**
 * Whether the lines of a cart can be paid: each has its hold, for this variant,
 * quantity and price. The holds' own record decides; what stands on a line is
 * the client's to write.
 *
 * A hold that is an order's already passes: the completion is tried again.
 */
export function decidePin(
  lines: PaidLine[],
  holds: LineHold[],
  nowMs: number
): Decision<PinPlan> {
  const plan: PinPlan = { keep: [], retake: [] }
  for (const line of lines) {
    const hold = holds.find((h) => h.line?.line_item_id === line.line_item_id)
    if (!hold) {
      return refuse(
        "not_found",
        "A booking in the cart is no longer held. Please remove it and choose again.",
        { line_item_id: line.line_item_id }
      )
    }
    const isItsOwn = line.hold_id === hold.id
    if (!isItsOwn || !hold.line || !isSame(line, hold.line)) {
      return refuse(
        "invalid_data",
        "A booking in the cart differs in quantity or price from what was held. Please remove it and choose again.",
        { line_item_id: line.line_item_id }
      )
    }
    const live = decideLive(hold, nowMs)
    if (live.ok) {
      const list = hold.is_whole ? plan.keep : plan.retake
      list.push(hold.id)
    } else if (live.code === "expired") {
      plan.retake.push(hold.id)
    } else if (live.code !== "already_confirmed") {
      return live
    }
  }
  return accept(plan)
}

function isSame(a: PaidLine, b: AgreedLine): boolean {
  return (
    (a.variant_id === null || a.variant_id === b.variant_id) &&
    isAsAgreed(a, b) &&
    a.currency_code.toLowerCase() === b.currency_code.toLowerCase()
  )
}
