import { ok } from "../../../../../utils/answers"
import { route } from "../../../../../utils/define-route"
import { AdminCancelAllocation } from "../../validators"

/** Frees the dates; of a canceled one the answer is the same again. */
export const POST = route(
  { body: AdminCancelAllocation },
  async ({ id, body, bookings, by }) => {
    const allocations = await bookings.cancelAllocation(id, body, by)
    const allocation = allocations.find((one) => one.id === id)
    return ok({ allocation, allocations })
  }
)
