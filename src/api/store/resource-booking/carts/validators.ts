import { z } from "@medusajs/framework/zod"

import { MAX_ITEMS } from "../../../../modules/resource_booking"
import { AdditionalData } from "../../../utils/additional-data"
import { Id, Metadata } from "../../../utils/validators"
import { HoldItem } from "../holds/validators"

const Items = z.array(HoldItem).min(1).max(MAX_ITEMS)

export const StoreAddBooking = z
  .strictObject({
    variant_id: Id,
    items: Items.optional(),
    hold_id: Id.optional(),
    metadata: Metadata.optional(),
    idempotency_token: z.string().optional(),
    additional_data: AdditionalData,
  })
  .superRefine(({ items, hold_id }, context) => {
    if ((items === undefined) === (hold_id === undefined)) {
      const message = "Give either items or hold_id, not both"
      context.addIssue({ code: "custom", message })
    }
  })

export const StoreChangeBooking = z.strictObject({
  items: Items,
  metadata: Metadata.optional(),
  additional_data: AdditionalData,
})
