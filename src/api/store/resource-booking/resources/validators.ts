import { z } from "@medusajs/framework/zod"
import {
  AVAILABLE_QUANTITY,
  RESOURCE_FIELDS,
} from "../../../utils/record-fields"
import {
  Id,
  listParams,
  oneOrMany,
  OptionalStayParams,
  orderedDates,
  retrieveParams,
  text,
  wholeStay,
} from "../../../utils/validators"

export const StoreGetResourcesParams = z
  .strictObject({
    ...listParams([...RESOURCE_FIELDS, AVAILABLE_QUANTITY]),
    ...OptionalStayParams,
    type: oneOrMany(text(64)).optional(),
    group_id: oneOrMany(Id).optional(),
  })
  .superRefine(wholeStay)
  .superRefine(orderedDates())

export const StoreGetResourceParams = retrieveParams(RESOURCE_FIELDS)
