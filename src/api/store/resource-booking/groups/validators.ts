import { z } from "@medusajs/framework/zod"
import { AVAILABLE_QUANTITY, GROUP_FIELDS } from "../../../utils/record-fields"
import {
  listParams,
  oneOrMany,
  OptionalStayParams,
  orderedDates,
  retrieveParams,
  text,
  wholeStay,
} from "../../../utils/validators"

export const StoreGetGroupsParams = z
  .strictObject({
    ...listParams([...GROUP_FIELDS, AVAILABLE_QUANTITY]),
    ...OptionalStayParams,
    type: oneOrMany(text(64)).optional(),
  })
  .superRefine(wholeStay)
  .superRefine(orderedDates())

export const StoreGetGroupParams = retrieveParams(GROUP_FIELDS)
