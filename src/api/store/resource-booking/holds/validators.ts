import { z } from "@medusajs/framework/zod"

import {
  MAX_ITEMS,
  MAX_RESOURCE_DATES,
} from "../../../../modules/resource_booking"
import { about } from "../../../../modules/resource_booking/records"
import { CalendarDate, stayDates } from "../../../utils/date-validators"
import { INVALID_RANGE } from "../../../utils/validation"
import { Email, Id, Metadata, Quantity } from "../../../utils/validators"

export const HoldItem = about(
  z
    .strictObject({
      resource_id: Id.optional(),
      group_id: Id.optional(),
      start_date: CalendarDate.optional(),
      end_date: CalendarDate.optional(),
      dates: z.array(CalendarDate).optional(),
      quantity: Quantity.optional(),
    })
    .superRefine((item, context) => {
      const { resource_id, group_id, start_date, end_date, dates } = item
      if ((resource_id === undefined) === (group_id === undefined)) {
        const message = "Give either resource_id or group_id, not both"
        context.addIssue({ code: "custom", message })
      }
      const bounds = [start_date, end_date].filter((date) => date !== undefined)
      if (bounds.length !== (dates === undefined ? 2 : 0)) {
        const message = "Give either start_date and end_date, or dates"
        context.addIssue({ code: "custom", message })
      }
      if (dates && !isDateList(dates)) {
        const message = `Must have 1 to ${MAX_RESOURCE_DATES} dates without duplicates`
        const params = INVALID_RANGE
        context.addIssue({ code: "custom", path: ["dates"], message, params })
      }
    })
    .superRefine(stayDates),
  {
    id: "HoldItemInput",
    description:
      "Units of a resource, or of any of a group, for a stay or for single dates.",
    examples: [
      {
        resource_id: "bres_0mh2v3k4",
        start_date: "2027-01-15",
        end_date: "2027-01-17",
        quantity: 1,
      },
    ],
  }
)

function isDateList(dates: string[]): boolean {
  const { size } = new Set(dates)
  return size > 0 && size <= MAX_RESOURCE_DATES && size === dates.length
}

export const StorePlaceHold = z.strictObject({
  items: z.array(HoldItem).min(1).max(MAX_ITEMS),
  cart_id: Id.optional(),
  email: Email.optional(),
  metadata: Metadata.optional(),
  idempotency_token: z.string().optional(),
})

/** Of routes of one hold: its cart opens it. */
export const StoreHoldParams = z.strictObject({ cart_id: Id.optional() })
