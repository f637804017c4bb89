import { z } from "@medusajs/framework/zod"

import {
  OptionalStayParams,
  stayDates,
  wholeStay,
} from "../../../utils/date-validators"
import {
  AVAILABLE_QUANTITY,
  STORE_GROUP_FIELDS,
} from "../../../utils/record-fields"
import {
  listParams,
  MAX_STORE_OFFSET,
  oneOrMany,
  retrieveParams,
  text,
} from "../../../utils/validators"

export const StoreGetGroupsParams = z
  .strictObject({
    ...listParams(
      [...STORE_GROUP_FIELDS, AVAILABLE_QUANTITY],
      MAX_STORE_OFFSET
    ),
    ...OptionalStayParams,
    type: oneOrMany(text(64)).optional(),
  })
  .superRefine(wholeStay)
  .superRefine(stayDates)

export const StoreGetGroupParams = retrieveParams(STORE_GROUP_FIELDS)
