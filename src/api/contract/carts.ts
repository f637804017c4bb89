import { z } from "@medusajs/framework/zod"

import {
  about,
  CartBookings,
  field,
  PlacedHold,
  record,
  ShopAllocation,
  Text,
  UnpricedBooking,
} from "../../modules/resource_booking/records"
import {
  StoreAddBooking,
  StoreChangeBooking,
} from "../store/resource-booking/carts/validators"
import {
  HOLD_TOKEN,
  IDEMPOTENCY_KEY,
  medusaRecord,
  NOT_TO_BE_HELD,
  routesOf,
  several,
  STORE,
} from "./route-entry"

const CART_ID = field(Text, "The cart's id.", "cart_01K9ZD")
const LINE_ITEM_ID = field(Text, "The line's id.", "cali_01K9ZL")

const Cart = medusaRecord(
  "Cart",
  "Medusa's cart: its ids, its totals, and its lines with theirs.",
  {
    id: CART_ID,
    currency_code: field(Text, "Its currency.", "aud"),
    total: field(z.number(), "What it costs.", 220),
    items: field(
      z.array(
        medusaRecord("LineItem", "Medusa's line.", {
          id: LINE_ITEM_ID,
          title: field(Text, "Its title, which names the dates.", "Room 101"),
          quantity: field(z.number(), "How many.", 1),
          unit_price: field(z.number(), "What one costs.", 220),
          metadata: field(
            z.record(z.string(), z.unknown()).nullable(),
            "Marks its booking.",
            { resource_booking: { hold_id: "bhold_0mh2v3k4" } }
          ),
        })
      ),
      "Its lines."
    ),
  }
)
const cart = field(Cart, "The cart as it is now.")

const CartBooked = about(PlacedHold.extend({ cart }), {
  id: "BookedInCart",
  description: "A hold, and the cart with its line.",
})

const DELETED_LINE = {
  id: LINE_ITEM_ID,
  object: field(z.literal("line-item"), "What it was.", "line-item"),
  deleted: field(z.literal(true), "Always true.", true),
  cart,
}

const HELD = ["already_confirmed", "released", "expired"] as const
const BOOKING = [
  ...(["rate_limited", "idempotency_conflict"] as const),
  ...HELD,
  ...NOT_TO_BE_HELD,
  "limit_reached",
] as const

export const cartRoutes = routesOf("Carts and orders", {
  [`GET ${STORE}/carts/:cart_id/bookings`]: {
    summary: "List a cart's bookings",
    description: "With the one moment at which all of its holds end.",
    params: { cart_id: CART_ID },
    answers: {
      200: record("BookingsInCart", "What is booked in a cart.", {
        ...CartBookings.shape,
        removed: field(
          z.array(UnpricedBooking),
          "What left the cart when its region changed."
        ),
      }),
    },
  },
  [`POST ${STORE}/carts/:cart_id/bookings`]: {
    summary: "Add a booking to a cart",
    description:
      "Holds dates and puts their line into the cart, or neither. Give either `items` or `hold_id`. Without an idempotency key, a repeated request books once more.",
    params: { cart_id: CART_ID },
    headers: [IDEMPOTENCY_KEY, HOLD_TOKEN],
    body: StoreAddBooking,
    answers: { 200: CartBooked, 201: CartBooked },
    refusals: BOOKING,
    ownErrors: true,
  },
  [`POST ${STORE}/carts/:cart_id/bookings/:line_item_id`]: {
    summary: "Change a booking in a cart",
    description:
      "Other dates or another quantity. If it is refused, everything stays as it was.",
    params: { cart_id: CART_ID, line_item_id: LINE_ITEM_ID },
    headers: [HOLD_TOKEN],
    body: StoreChangeBooking,
    answers: { 200: CartBooked },
    refusals: BOOKING,
    ownErrors: true,
  },
  [`DELETE ${STORE}/carts/:cart_id/bookings/:line_item_id`]: {
    summary: "Remove a booking from a cart",
    description: "The line and its hold go together.",
    params: { cart_id: CART_ID, line_item_id: LINE_ITEM_ID },
    answers: { 200: z.strictObject(DELETED_LINE) },
    refusals: HELD,
    ownErrors: true,
  },
  [`GET ${STORE}/orders/:order_id/bookings`]: {
    summary: "List an order's bookings",
    description: "Like the order itself, it can be read by its id.",
    params: { order_id: field(Text, "The order's id.", "order_01K9ZQ") },
    answers: { 200: several("bookings", ShopAllocation) },
  },
})
