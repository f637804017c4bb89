import { z } from "@medusajs/framework/zod"

import { Id } from "../../../../../utils/validators"

export const StoreConfirmHold = z.strictObject({ order_id: Id })
