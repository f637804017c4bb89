import { z } from "@medusajs/framework/zod"

import { StoreResource } from "../../../../modules/resource_booking/records"
import {
  OptionalStayParams,
  stayDates,
  wholeStay,
} from "../../../utils/date-validators"
import {
  Id,
  listParams,
  MAX_STORE_OFFSET,
  oneOrMany,
  retrieveParams,
  text,
} from "../../../utils/validators"

export const StoreGetResourcesParams = z
  .strictObject({
    ...listParams(StoreResource, MAX_STORE_OFFSET),
    ...OptionalStayParams,
    type: oneOrMany(text(64)).optional(),
    group_id: oneOrMany(Id).optional(),
  })
  .superRefine(wholeStay)
  .superRefine(stayDates)

export const StoreGetResourceParams = retrieveParams(
  StoreResource.omit({ available_quantity: true })
)
