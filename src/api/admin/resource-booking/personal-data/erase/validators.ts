import { z } from "@medusajs/framework/zod"

import { Email, Id } from "../../../../utils/validators"

export const AdminErasePersonalData = z
  .strictObject({ customer_id: Id.optional(), email: Email.optional() })
  .refine(
    ({ customer_id, email }) => customer_id ?? email,
    "Give a customer_id, an email, or both"
  )
