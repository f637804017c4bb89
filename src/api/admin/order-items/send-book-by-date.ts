import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { BookingRefusal } from "../../../modules/resource_booking"
import { sendRefusal } from "../../utils/answers"

type Named = { title: string; product: { title: string } | null }

/** Says that a variant is booked by date, and how. */
export async function sendBookByDate(
  req: MedusaRequest,
  res: MedusaResponse,
  variant_id: string
): Promise<void> {
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "variant",
    fields: ["title", "product.title"],
    filters: { id: variant_id },
  })
  const variant = data[0] as unknown as Named | undefined
  const name = variant
    ? [variant.product?.title, variant.title].filter(Boolean).join(", ")
    : variant_id
  const refusal = new BookingRefusal({
    ok: false,
    code: "invalid_data",
    message: `${name} is booked by date: use POST /admin/resource-booking/allocations, or a cart and POST /store/resource-booking/carts/:cart_id/bookings.`,
    details: { variant_id },
  })
  sendRefusal(res, refusal)
}
