import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import {
  type CompensateFn,
  createHook,
  type InvokeFn,
  StepResponse,
  type WorkflowData,
} from "@medusajs/framework/workflows-sdk"

import { tellStaff } from "../../checkout/tell-staff"
import type { AllocationDTO } from "../../modules/resource_booking/types"

/** What a handler of `bookingsConfirmed` is told. */
export type BookingsConfirmed = {
  order_id: string
  /** What was confirmed just now, and not before. */
  allocations: AllocationDTO[]
}

/** The hook `bookingsConfirmed` of the workflow that is being composed. */
export function createConfirmedHook(
  confirmed: WorkflowData<BookingsConfirmed>
) {
  return createHook("bookingsConfirmed", confirmed)
}

/** How a workflow takes the handler of a hook. */
type Register = <T>(
  invoke: InvokeFn<BookingsConfirmed, unknown, T>,
  compensate?: CompensateFn<T>
) => void

/**
 * Has a workflow take its handler of `bookingsConfirmed` so that nothing is undone
 * by what that throws: the dates are paid for, and confirmed by then. The log and
 * staff are told. It is called only when something was confirmed.
 */
export function takeConfirmedHandler(workflow: {
  hooks: { bookingsConfirmed: Register }
}): void {
  const { hooks } = workflow
  const register = hooks.bookingsConfirmed
  hooks.bookingsConfirmed = (invoke, compensate) =>
    register(undoingNothing(invoke), compensate)
}

function undoingNothing<T>(
  invoke: InvokeFn<BookingsConfirmed, unknown, T>
): InvokeFn<BookingsConfirmed, unknown, T> {
  return async (confirmed, context) => {
    if (confirmed.allocations.length === 0) {
      return
    }
    try {
      return await invoke(confirmed, context)
    } catch (error) {
      await report(context.container, confirmed.order_id, error)
      return new StepResponse<unknown, never>(undefined)
    }
  }
}

async function report(
  container: MedusaContainer,
  orderId: string,
  error: unknown
): Promise<void> {
  container
    .resolve(ContainerRegistrationKeys.LOGGER)
    .error(
      `resource_booking: the handler of bookingsConfirmed failed for order ${orderId}; its dates stay confirmed, and it is not called again`,
      error as Error
    )
  const { message = String(error) } = error as { message?: string }
  await tellStaff(container, {
    title: "Confirmed bookings",
    description: `The dates of order ${orderId} are confirmed, but what the store does afterwards has failed: ${message}`,
  })
}
