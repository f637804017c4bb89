import { z } from "@medusajs/framework/zod"

import { about } from "../../../../../../modules/resource_booking/records"
import { Id } from "../../../../../utils/validators"

/** What a variant sells, or doesn't any more. */
export const AdminLinkVariant = about(
  z
    .strictObject({ resource_id: Id.optional(), group_id: Id.optional() })
    .superRefine(({ resource_id, group_id }, context) => {
      if ((resource_id === undefined) === (group_id === undefined)) {
        const message = "Give either resource_id or group_id, not both"
        context.addIssue({ code: "custom", message })
      }
    }),
  { examples: [{ resource_id: "bres_0mh2v3k4" }] }
)
