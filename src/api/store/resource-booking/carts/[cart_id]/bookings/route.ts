import { randomUUID } from "node:crypto"

import type { MedusaRequest } from "@medusajs/framework/http"

import { adoptCart } from "../../../../../../checkout/adopt-cart"
import {
  markedLines,
  readLines,
} from "../../../../../../checkout/booking-lines"
import { unlessBusy } from "../../../../../../checkout/unless-busy"
import { addBookingToCartWorkflow } from "../../../../../../workflows"
import { checkAdditionalData } from "../../../../../utils/additional-data"
import { created, ok } from "../../../../../utils/answers"
import {
  channelsOf,
  customerIdOf,
  holdAccessOf,
} from "../../../../../utils/callers"
import {
  checkOpenCart,
  checkReadableCart,
  onCart,
} from "../../../../../utils/carts"
import { clientAddress } from "../../../../../utils/client-address"
import { pathId, route } from "../../../../../utils/define-route"
import { IdempotencyKey } from "../../../../../utils/idempotency-key"
import { parse } from "../../../../../utils/validation"
import { checkSold } from "../../../../../utils/variants"
import { refetchCart } from "../../cart"
import { StoreAddBooking } from "../../validators"

/**
 * What is booked in a cart, and the one moment at which its holds end; and what
 * left it, since it has no price in the cart's currency.
 */
export const GET = route({}, async ({ bookings, by, req }) => {
  const cart_id = pathId(req, "cart_id")
  const cart = await checkReadableCart(req, cart_id, customerIdOf(req))
  const written = await readLines(req.scope, cart_id)
  const lines = written.map((line) => line.id)
  const marked = markedLines(written)
  // What a process left undone between a hold and its line. Is it busy just
  // now, the next look does it: this one says what is known.
  await unlessBusy(req.scope, `${cart_id} will be matched later`, () =>
    bookings.matchLines({ cart_id, lines: marked, is_locked: false }, by)
  )
  const { bookings: all, ...clock } = await bookings.readCartBookings(cart_id)
  // A hold that had ended stays what it was when its line goes.
  const there = all.filter((booking) => lines.includes(booking.line_item_id))
  const removed = await bookings.listUnpriced(cart_id, cart.currency_code)
  return ok({ bookings: there, removed, ...clock })
})

/** Holds dates and puts their line into the cart, or neither. */
export const POST = route(
  { body: StoreAddBooking },
  async ({ body, bookings, by, req }) => {
    const cart_id = pathId(req, "cart_id")
    const customer_id = customerIdOf(req)
    const { idempotency_token, variant_id, items, hold_id, metadata } = body
    const additional_data = checkAdditionalData(req, body.additional_data)
    const key = keyOf(req, idempotency_token)
    const idempotency_key = key ?? randomUUID()
    const common = { cart_id, customer_id, idempotency_key, metadata }
    // Before anything else is said about the variant: one that is not shown must
    // look like one that there isn't. A repeated request gets what it got.
    const checkShown = () => checkSold(bookings, variant_id, channelsOf(req))
    if (items && key !== undefined) {
      const plan = await bookings
        .planLine(variant_id, items)
        .catch(async (error: unknown) => {
          await checkShown()
          throw error
        })
      const wish = { items: plan.items, line: { variant_id } }
      const replay = await bookings.findReplay({ ...common, ...wish })
      if (replay) {
        return ok({ cart: await refetchCart(req, cart_id), ...replay })
      }
    }
    await checkShown()
    const cart = await checkOpenCart(req, cart_id, customer_id)
    await adoptCart(req.scope, cart)
    const result = await onCart(req, () =>
      addBookingToCartWorkflow(req.scope).run({
        input: {
          ...{ ...common, variant_id, items, hold_id, additional_data, by },
          address: clientAddress(req, bookings.options.trust_proxy),
          access: holdAccessOf(req, cart_id),
        },
      })
    )
    const answer = { cart: await refetchCart(req, cart_id), ...result }
    return result.idempotent_replay ? ok(answer) : created(answer)
  }
)

/** Optional here: a repeated request without one books once more. */
function keyOf(
  req: MedusaRequest,
  token: string | undefined
): string | undefined {
  const key = req.get("idempotency-key") ?? token
  return key === undefined ? undefined : parse(IdempotencyKey, key)
}
