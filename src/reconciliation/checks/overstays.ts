import { flagged } from "../check"
import { inspection, ofOrder } from "../inspection"

/** Somebody is in after the day on which they were to leave. */
export const overstays = inspection(
  "overstays",
  ({ resource_name, allocation_id, order_id, departure }) =>
    flagged(
      allocation_id,
      `The guest in ${resource_name}, with allocation ${allocation_id}${ofOrder(order_id)}, was due to leave on ${departure}. Check them out, or give the stay a later end date.`
    )
)
