import type {
  AuthenticatedMedusaRequest,
  MedusaRequest,
  MedusaStoreRequest,
} from "@medusajs/framework/http"

import { HOLD_TOKEN_HEADER } from "../../client/headers"
import {
  RESOURCE_BOOKING_MODULE,
  type ResourceBookingService,
} from "../../modules/resource_booking"
import type { Actor, HoldAccess } from "../../modules/resource_booking/types"

/** The module's service, by its key. */
export function bookingsOf(req: MedusaRequest): ResourceBookingService {
  return req.scope.resolve<ResourceBookingService>(RESOURCE_BOOKING_MODULE)
}

/** The logged-in customer; Medusa looks for one on every store route. */
export function customerIdOf(req: MedusaRequest): string | null {
  const auth = authOf(req)
  return auth?.actor_type === "customer" ? auth.actor_id : null
}

/** Who is logged in: staff, a secret API key (as staff), or a customer. */
export function actorOf(req: MedusaRequest): Actor {
  const auth = authOf(req)
  return auth && auth.actor_type !== "customer"
    ? { type: "user", id: auth.actor_id }
    : { type: "customer", id: auth?.actor_id ?? null }
}

/** The sales channels of the publishable key, which Medusa has looked up. */
export function channelsOf(req: MedusaRequest): string[] {
  const { publishable_key_context } = req as Partial<MedusaStoreRequest>
  return publishable_key_context?.sales_channel_ids ?? []
}

/** By what a shopper may touch a hold: its token, its cart, being its customer. */
export function holdAccessOf(
  req: MedusaRequest,
  cartId: string | undefined
): HoldAccess {
  return {
    token: req.get(HOLD_TOKEN_HEADER) ?? null,
    cart_id: cartId ?? null,
    customer_id: customerIdOf(req),
  }
}

function authOf(req: MedusaRequest) {
  // Absent where nobody is logged in, whatever the type says.
  return (req as Partial<AuthenticatedMedusaRequest>).auth_context
}
