import { randomUUID } from "node:crypto"

import { adoptCart } from "../../../../../../../checkout/adopt-cart"
import {
  changeBookingInCartWorkflow,
  removeBookingFromCartWorkflow,
} from "../../../../../../../workflows"
import { checkAdditionalData } from "../../../../../../utils/additional-data"
import { ok } from "../../../../../../utils/answers"
import { customerIdOf, holdAccessOf } from "../../../../../../utils/callers"
import { checkOpenCart, onCart } from "../../../../../../utils/carts"
import { clientAddress } from "../../../../../../utils/client-address"
import { pathId, route } from "../../../../../../utils/define-route"
import { refetchCart } from "../../../cart"
import { StoreChangeBooking } from "../../../validators"

/** Other dates or another quantity; refused, everything stays as it was. */
export const POST = route(
  { body: StoreChangeBooking },
  async ({ body, bookings, by, req }) => {
    const cart_id = pathId(req, "cart_id")
    const customer_id = customerIdOf(req)
    const additional_data = checkAdditionalData(req, body.additional_data)
    const cart = await checkOpenCart(req, cart_id, customer_id)
    await adoptCart(req.scope, cart)
    const result = await onCart(req, () =>
      changeBookingInCartWorkflow(req.scope).run({
        input: {
          ...{ ...body, cart_id, customer_id, additional_data, by },
          line_item_id: pathId(req, "line_item_id"),
          idempotency_key: randomUUID(),
          address: clientAddress(req, bookings.options.trust_proxy),
          access: holdAccessOf(req, cart_id),
        },
      })
    )
    return ok({ cart: await refetchCart(req, cart_id), ...result })
  }
)

/** The line and its hold go together. */
export const DELETE = route({}, async ({ by, req }) => {
  const cart_id = pathId(req, "cart_id")
  const line_item_id = pathId(req, "line_item_id")
  await checkOpenCart(req, cart_id, customerIdOf(req))
  await onCart(req, () =>
    removeBookingFromCartWorkflow(req.scope).run({
      input: { cart_id, line_item_id, by },
    })
  )
  return ok({
    id: line_item_id,
    object: "line-item",
    deleted: true,
    cart: await refetchCart(req, cart_id),
  })
})
