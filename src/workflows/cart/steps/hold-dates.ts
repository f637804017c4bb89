import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"

import { bookingsIn } from "../../../checkout/booking-lines"
import { unlessBusy } from "../../../checkout/unless-busy"
import type {
  CallContext,
  HoldAccess,
  HoldAnswer,
  HoldBefore,
  HoldItemInput,
  HoldLine,
  Metadata,
  PriceMode,
} from "../../../modules/resource_booking/types"

export type HoldDatesInput = {
  cart_id: string
  customer_id: string | null
  address: string | null
  idempotency_key: string
  email?: string | null | undefined
  metadata?: Metadata | undefined
  by: CallContext
  access: HoldAccess
  /** The hold is there already: it is brought along. */
  brought: boolean
  /** The hold that the line has, if other dates are to take its place. */
  replaces: string | null
  hold_id: string
  items: HoldItemInput[]
  currency_code: string
  charged_dates: number
  price_mode: PriceMode
  line: { variant_id: string; quantity: number; unit_price: number }
}

export type HeldDates = {
  answer: HoldAnswer
  /** The same was asked before, and its line is there. */
  is_replay: boolean
}

/**
 * Holds what a line is going to sell, before the line is written: whatever is
 * refused is refused here, and nothing of Medusa's has changed. If the line
 * can't be written, the hold is undone.
 */
export const holdDatesStep = createStep(
  "hold-dates",
  async (input: HoldDatesInput, { container }) => {
    const { hold_id, by } = input
    if (input.brought) {
      const { before, ...answer } = await bring(container, input)
      return new StepResponse<HeldDates, Undo | null>(
        { answer, is_replay: false },
        { hold_id, before, by }
      )
    }
    const answer = await place(container, input)
    const is_replay = answer.hold.id !== hold_id
    const { replaces } = input
    return new StepResponse<HeldDates, Undo | null>(
      { answer, is_replay },
      is_replay ? null : { hold_id, replaces, by }
    )
  },
  async (undo, { container }) => {
    if (!undo) {
      return
    }
    const { by, ...hold } = undo
    // The next change of the cart undoes it, or it ends by itself.
    await unlessBusy(container, `${undo.hold_id} will be undone later`, () =>
      bookingsIn(container).undoHold(hold, by)
    )
  }
)

type Undo = {
  hold_id: string
  before?: HoldBefore | undefined
  replaces?: string | null | undefined
  by: CallContext
}

type Container = Parameters<typeof bookingsIn>[0]

function bring(container: Container, input: HoldDatesInput) {
  const { hold_id, access, cart_id, customer_id } = input
  const line = lineOf(input)
  return bookingsIn(container).bringHold(
    { hold_id, access, cart_id, customer_id, line },
    input.by
  )
}

function place(container: Container, input: HoldDatesInput) {
  const { cart_id, customer_id, replaces, email = null, metadata } = input
  return bookingsIn(container).placeHold(
    {
      id: input.hold_id,
      ...{ cart_id, customer_id, email, line: lineOf(input), replaces },
      items: input.items,
      address: input.address,
      idempotency_key: input.idempotency_key,
      ...(metadata ? { metadata } : {}),
    },
    input.by
  )
}

/** What is agreed; the line itself is not written yet. */
function lineOf(input: HoldDatesInput): HoldLine {
  const { currency_code, charged_dates, price_mode } = input
  const { variant_id, quantity, unit_price } = input.line
  return {
    ...{ line_item_id: null, variant_id, quantity },
    ...{ unit_price: String(unit_price), currency_code },
    ...{ charged_dates, price_mode },
  }
}
