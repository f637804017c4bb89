import type {
  HoldAnswer,
  HoldDTO,
  PlaceHold,
  ShopAllocationDTO,
} from "../../modules/resource_booking/types"
import type { Deleted, Given } from "../answers"
import { HOLD_TOKEN_HEADER } from "../headers"
import {
  type Http,
  type KeyedOptions,
  path,
  type RequestOptions,
} from "../http"

export type StorePlaceHold = Given<
  Pick<PlaceHold, "items" | "cart_id" | "email" | "metadata">
>

/** What shows whose a hold is; a customer who is logged in needs neither. */
export type HoldOwner = {
  token?: string | undefined
  cart_id?: string | undefined
}

export type ReleasedHold = Deleted<"booking_hold"> & { hold: HoldDTO }

export type ConfirmedHold = {
  hold: HoldDTO
  allocations: ShopAllocationDTO[]
  /** True when the hold had been confirmed for this order before. */
  repeated: boolean
}

export const holds = (http: Http) => ({
  /** Its answer's `token` opens the hold from then on. */
  place: (input: StorePlaceHold, options?: KeyedOptions) =>
    http.postOnce<HoldAnswer>("/holds", input, options),
  retrieve: (id: string, owner?: HoldOwner, options?: RequestOptions) =>
    http.get<HoldAnswer>(
      path`/holds/${id}`,
      cartOf(owner),
      withToken(owner, options)
    ),
  /** A new deadline, for all live holds of the same cart. */
  extend: (id: string, owner?: HoldOwner, options?: RequestOptions) =>
    http.post<HoldAnswer>(
      path`/holds/${id}/extend`,
      {},
      withToken(owner, options),
      cartOf(owner)
    ),
  release: (id: string, owner?: HoldOwner, options?: RequestOptions) =>
    http.delete<ReleasedHold>(
      path`/holds/${id}`,
      cartOf(owner),
      withToken(owner, options)
    ),
  /** For a paid order; the checkout does this by itself. */
  confirm: (
    id: string,
    input: { order_id: string },
    options?: RequestOptions
  ) => http.post<ConfirmedHold>(path`/holds/${id}/confirm`, input, options),
})

function cartOf({ cart_id }: HoldOwner = {}) {
  return { cart_id }
}

/** The options with the hold's token, if there is one. */
export function withToken(
  { token }: HoldOwner = {},
  options: KeyedOptions = {}
): KeyedOptions {
  return token === undefined
    ? options
    : {
        ...options,
        headers: { ...options.headers, [HOLD_TOKEN_HEADER]: token },
      }
}
