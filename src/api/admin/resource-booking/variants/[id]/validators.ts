import { z } from "@medusajs/framework/zod"

import { PRICE_MODES } from "../../../../../modules/resource_booking"

export const AdminUpdateVariant = z.strictObject({
  price_mode: z.enum(PRICE_MODES),
})
