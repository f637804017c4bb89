import { Modules } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { isBookingRefusal, reject } from "../../modules/resource_booking"
import type {
  CallContext,
  HoldAccess,
  HoldItemInput,
  Metadata,
  PriceMode,
} from "../../modules/resource_booking/types"
import { bookingsIn, holdIdOf } from "../booking-lines"

export type HoldLineInput = {
  cart_id: string
  customer_id: string | null
  address: string | null
  idempotency_key: string
  metadata?: Metadata | undefined
  by: CallContext
  access: HoldAccess
  /** The hold is there already: it is brought along. */
  brought: boolean
  replaces: string | null
  hold_id: string
  items: HoldItemInput[]
  currency_code: string
  line: { variant_id: string; quantity: number; unit_price: number }
  charged_dates: number
  price_mode: PriceMode
}

/**
 * Holds what a line sells, the line being in the cart already: nothing after
 * this can fail for want of dates, and what is undone before it is no scarce
 * thing.
 */
export const holdLineStep = createStep(
  "hold-line",
  async (input: HoldLineInput, { container }) => {
    const bookings = bookingsIn(container)
    const { cart_id, customer_id, hold_id } = input
    // Nobody has completed the cart since it was read: we have its lock.
    const lines = await container
      .resolve(Modules.CART)
      .listLineItems({ cart_id }, { select: ["id", "metadata"], take: null })
    const item = lines.find((line) => holdIdOf(line) === hold_id)
    if (!item) {
      reject("not_found", "The line of this booking is gone.")
    }
    const { variant_id, quantity, unit_price } = input.line
    const line = {
      line_item_id: item.id,
      variant_id,
      quantity,
      unit_price: String(unit_price),
      currency_code: input.currency_code,
      charged_dates: input.charged_dates,
      price_mode: input.price_mode,
    }
    const answer = input.brought
      ? await bookings.bringHold(
          { hold_id, access: input.access, cart_id, customer_id, line },
          input.by
        )
      : await bookings.placeHold(
          {
            id: hold_id,
            ...{ cart_id, customer_id, line, replaces: input.replaces },
            items: input.items,
            address: input.address,
            idempotency_key: input.idempotency_key,
            ...(input.metadata ? { metadata: input.metadata } : {}),
          },
          input.by
        )
    if (answer.hold.id !== hold_id) {
      // The same key came twice at once; the other one has its line already.
      reject("busy", "This booking is being made. Please try again.", {
        retry_after: 1,
      })
    }
    // One that took over from another is not undone: that one is gone.
    const undo = input.replaces ? null : { hold_id, by: input.by }
    return new StepResponse(answer, undo)
  },
  async (placed, { container }) => {
    if (!placed) {
      return
    }
    try {
      const admin = { admin: true } as const
      await bookingsIn(container).releaseHold(placed.hold_id, admin, placed.by)
    } catch (error) {
      // It ended by itself: there is nothing to give back.
      if (!isBookingRefusal(error) || error.code !== "expired") {
        throw error
      }
    }
  }
)
