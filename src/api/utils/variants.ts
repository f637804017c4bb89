import type { MedusaRequest } from "@medusajs/framework/http"
import { Modules } from "@medusajs/framework/utils"
import { reject } from "../../modules/resource_booking"

/** @throws BookingRefusal `not_found` when the store has no such variant */
export async function checkVariant(
  req: MedusaRequest,
  id: string
): Promise<void> {
  const [variant] = await req.scope
    .resolve(Modules.PRODUCT)
    .listProductVariants({ id: [id] }, { select: ["id"], take: 1 })
  if (!variant) {
    reject("not_found", `There is no variant with id ${id}.`)
  }
}
