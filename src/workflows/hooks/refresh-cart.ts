import { StepResponse } from "@medusajs/framework/workflows-sdk"

import {
  attachWaiting,
  bookingsIn,
  readLines,
} from "../../checkout/booking-lines"
import { SYSTEM } from "../../checkout/system"
import type { WithAdditionalData } from "../cart/hooks"
import { refreshBookingsWorkflow } from "../cart/refresh-bookings"
import { asMedusas } from "./as-medusas"
import { type HookContext, nestedIn } from "./nested"

type Refresh = {
  input: {
    cart_id: string
    force_refresh?: boolean | undefined
    promo_codes?: string[] | undefined
  } & WithAdditionalData
}

/** What took place in the nested workflow, to undo it; null when none ran. */
type Nested = { transaction: unknown }
const nothing = () => new StepResponse(undefined, { transaction: null })

/**
 * Handler for `refreshCartItemsWorkflow.hooks.beforeRefreshingPaymentCollection`:
 * when Medusa prices a cart's lines again (another customer, region, language or
 * place of delivery), it leaves out those that have a price of their own, as
 * bookings do. They are priced again here, at the same moment as the others. A
 * cart without bookings costs one look.
 */
export async function refreshBookings(
  { input }: Refresh,
  context: HookContext
): Promise<StepResponse<undefined, Nested>> {
  return input.force_refresh
    ? asMedusas(() => refresh(input, context))
    : nothing()
}

async function refresh(
  { cart_id, promo_codes, additional_data }: Refresh["input"],
  context: HookContext
): Promise<StepResponse<undefined, Nested>> {
  const { container } = context
  const isBooked = await attachWaiting(container, cart_id, () =>
    readLines(container, cart_id)
  )
  if (!isBooked) {
    return nothing()
  }
  const holds = await bookingsIn(container).listPricedHolds(cart_id)
  if (holds.length === 0) {
    return nothing()
  }
  const { transaction } = await refreshBookingsWorkflow(container).run({
    input: { cart_id, holds, promo_codes, additional_data, by: SYSTEM },
    context: nestedIn(context),
  })
  return new StepResponse(undefined, { transaction })
}

/** Compensation for refreshBookings: lines and holds cost what they did. */
export async function unrefreshBookings(
  nested: Nested | undefined,
  context: HookContext
): Promise<void> {
  if (nested?.transaction) {
    type Options = Parameters<
      ReturnType<typeof refreshBookingsWorkflow>["cancel"]
    >[0]
    await refreshBookingsWorkflow(context.container).cancel({
      transaction: nested.transaction,
      context: { ...nestedIn(context), cancelingFromParentStep: true },
    } as Options)
  }
}
