import { z } from "@medusajs/framework/zod"

import { MAX_ITEMS } from "../../../../modules/resource_booking"
import { about } from "../../../../modules/resource_booking/records"
import { AdditionalData } from "../../../utils/additional-data"
import { Id, Metadata } from "../../../utils/validators"
import { HoldItem } from "../holds/validators"

const Items = z.array(HoldItem).min(1).max(MAX_ITEMS)

export const StoreAddBooking = about(
  z
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
    }),
  {
    examples: [
      {
        variant_id: "variant_01K9ZV",
        items: [
          {
            resource_id: "bres_0mh2v3k4",
            start_date: "2027-01-15",
            end_date: "2027-01-17",
          },
        ],
      },
    ],
  }
)

export const StoreChangeBooking = z.strictObject({
  items: Items,
  metadata: Metadata.optional(),
  additional_data: AdditionalData,
})
