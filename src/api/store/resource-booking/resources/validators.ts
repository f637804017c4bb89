import { z } from "@medusajs/framework/zod"

import {
  OptionalStayParams,
  stayDates,
  wholeStay,
} from "../../../utils/date-validators"
import {
  AVAILABLE_QUANTITY,
  STORE_RESOURCE_FIELDS,
} from "../../../utils/record-fields"
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
    ...listParams(
      [...STORE_RESOURCE_FIELDS, AVAILABLE_QUANTITY],
      MAX_STORE_OFFSET
    ),
    ...OptionalStayParams,
    type: oneOrMany(text(64)).optional(),
    group_id: oneOrMany(Id).optional(),
  })
  .superRefine(wholeStay)
  .superRefine(stayDates)

export const StoreGetResourceParams = retrieveParams(STORE_RESOURCE_FIELDS)
