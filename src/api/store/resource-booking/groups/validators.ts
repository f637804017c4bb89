import { z } from "@medusajs/framework/zod"

import { StoreGroup } from "../../../../modules/resource_booking/records"
import {
  OptionalStayParams,
  stayDates,
  wholeStay,
} from "../../../utils/date-validators"
import {
  listParams,
  MAX_STORE_OFFSET,
  oneOrMany,
  retrieveParams,
  text,
} from "../../../utils/validators"

export const StoreGetGroupsParams = z
  .strictObject({
    ...listParams(StoreGroup, MAX_STORE_OFFSET),
    ...OptionalStayParams,
    type: oneOrMany(text(64)).optional(),
  })
  .superRefine(wholeStay)
  .superRefine(stayDates)

export const StoreGetGroupParams = retrieveParams(
  StoreGroup.omit({ available_quantity: true })
)
