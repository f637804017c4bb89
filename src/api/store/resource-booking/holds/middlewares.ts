import type {
  MedusaNextFunction,
  MedusaRequest,
  MedusaResponse,
  MiddlewareRoute,
} from "@medusajs/framework/http"

import { sendIfRefusal } from "../../../utils/answers"
import { bookingsOf, customerIdOf } from "../../../utils/callers"
import { clientAddress } from "../../../utils/client-address"
import { countOne, rateLimitsOf } from "../../../utils/rate-limits"

/**
 * Bounds how many holds an owner and an address place in a minute, before
 * anything is looked up or even checked: a refusal costs next to nothing.
 */
async function limitRate(
  req: MedusaRequest,
  res: MedusaResponse,
  next: MedusaNextFunction
): Promise<void> {
  const { limits, trust_proxy } = bookingsOf(req).options
  if (limits !== "off") {
    try {
      const rates = await rateLimitsOf(req, limits)
      const address = clientAddress(req, trust_proxy)
      await countOne(rates.address, address ?? "unknown")
      const owner = ownerOf(req)
      if (owner) {
        await countOne(rates.owner, owner)
      }
    } catch (error) {
      return sendIfRefusal(res, error)
    }
  }
  next()
}

/**
 * Customer, else cart; of a body that nobody has checked yet. Not an e-mail,
 * which anybody can type.
 */
function ownerOf(req: MedusaRequest): string | null {
  const customer = customerIdOf(req)
  if (customer) {
    return `customer ${customer}`
  }
  const [, cart] = /\/carts\/([^/]+)\//.exec(req.path) ?? []
  const body = (req.body ?? {}) as Record<string, unknown>
  const { cart_id = cart } = body
  return typeof cart_id === "string" ? `cart ${cart_id}` : null
}

export const storeHoldMiddlewares: MiddlewareRoute[] = [
  {
    matcher: "/store/resource-booking/holds",
    methods: ["POST"],
    middlewares: [limitRate],
  },
  {
    matcher: "/store/resource-booking/carts/:cart_id/bookings",
    methods: ["POST"],
    middlewares: [limitRate],
  },
  {
    matcher: "/store/resource-booking/carts/:cart_id/bookings/:line_item_id",
    methods: ["POST"],
    middlewares: [limitRate],
  },
]
