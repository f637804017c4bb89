import type Medusa from "@medusajs/js-sdk"

import type {
  CartBookings,
  HoldAnswer,
  HoldItemInput,
  Metadata,
  UnpricedBooking,
} from "../../modules/resource_booking/types"
import type { Deleted } from "../answers"
import {
  type Http,
  type KeyedOptions,
  path,
  type RequestOptions,
} from "../http"
import { withToken } from "./holds"

type StoreCart = Awaited<
  ReturnType<Medusa["store"]["cart"]["retrieve"]>
>["cart"]

/** What the booking routes answer of Medusa's cart. */
export type BookedCart = Pick<
  StoreCart,
  | "id"
  | "currency_code"
  | "region_id"
  | "email"
  | "customer_id"
  | "total"
  | "subtotal"
  | "tax_total"
  | "discount_total"
  | "item_total"
  | "item_subtotal"
  | "item_tax_total"
  | "original_total"
  | "items"
> & { completed_at: string | null }

type Extras = {
  /** The hold's. */
  metadata?: Metadata
  /** For the store's own handlers. */
  additional_data?: Metadata | null
}

/** Dates to hold, or a live hold to bring. */
export type AddBooking = { variant_id: string } & Extras &
  ({ items: HoldItemInput[] } | { hold_id: string })

export type ChangeBooking = { items: HoldItemInput[] } & Extras

export type AddBookingOptions = KeyedOptions & {
  /** Of the hold that is brought. */
  token?: string
}

export type BookingAnswer = HoldAnswer & { cart: BookedCart }

export type RemovedBooking = Deleted<"line-item"> & { cart: BookedCart }

export type ReadCartBookings = CartBookings & {
  /** What left the cart since it has no price in its currency. */
  removed: UnpricedBooking[]
}

export const carts = (http: Http) => ({
  /** The cart's bookings, and the one moment at which their holds end. */
  readBookings: (cartId: string, options?: RequestOptions) =>
    http.get<ReadCartBookings>(path`/carts/${cartId}/bookings`, {}, options),
  /** Holds dates and puts their line into the cart, or does neither. */
  addBooking: (
    cartId: string,
    input: AddBooking,
    { token, ...options }: AddBookingOptions = {}
  ) =>
    http.postOnce<BookingAnswer>(
      path`/carts/${cartId}/bookings`,
      input,
      withToken({ token }, options)
    ),
  /** Other dates or another quantity; if it is refused, everything stays. */
  changeBooking: (
    cartId: string,
    lineItemId: string,
    input: ChangeBooking,
    options?: RequestOptions
  ) =>
    http.post<BookingAnswer>(
      path`/carts/${cartId}/bookings/${lineItemId}`,
      input,
      options
    ),
  /** Removes the line and its hold together. */
  removeBooking: (
    cartId: string,
    lineItemId: string,
    options?: RequestOptions
  ) =>
    http.delete<RemovedBooking>(
      path`/carts/${cartId}/bookings/${lineItemId}`,
      {},
      options
    ),
})
