import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"

import { BookingRefusal } from "../../../modules/resource_booking"
import { sendRefusal } from "../../utils/answers"

type Named = { title: string; product: { title: string } | null }

/** What an item books; its title is all that is known of a deleted product's. */
type Booked = { variant_id: string | null; title?: string }

/** Says that an item is booked by date, and how. */
export async function sendBookByDate(
  req: MedusaRequest,
  res: MedusaResponse,
  { variant_id, title }: Booked
): Promise<void> {
  const name = (variant_id && (await nameOf(req, variant_id))) ?? title
  const refusal = new BookingRefusal({
    ok: false,
    code: "invalid_data",
    message: `${name ?? "This product"} is booked by date and can't be added as an ordinary item. Book its dates instead.`,
    details: { variant_id },
  })
  sendRefusal(res, refusal)
}

async function nameOf(
  req: MedusaRequest,
  id: string
): Promise<string | undefined> {
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "variant",
    fields: ["title", "product.title"],
    filters: { id },
  })
  const variant = data[0] as unknown as Named | undefined
  return (
    variant &&
    [variant.product?.title, variant.title].filter(Boolean).join(", ")
  )
}
