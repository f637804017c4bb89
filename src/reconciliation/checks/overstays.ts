import { flagged } from "../check"
import { inspection, ofOrder } from "../inspection"

/** Somebody is in after the day on which they were to leave. */
export const overstays = inspection(
  "overstays",
  ({ resource_name, allocation_id, order_id, departure }) =>
    flagged(
      allocation_id,
      `Whoever is in ${resource_name} by allocation ${allocation_id}${ofOrder(order_id)} was to leave on ${departure}: check them out, or give the stay a later end.`
    )
)
