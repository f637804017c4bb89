import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"

import { inTime } from "../../../../reconciliation/background"
import { reconcile } from "../../../../reconciliation/reconcile"
import { goesOn, ok } from "../../../utils/answers"
import { route } from "../../../utils/define-route"
import { listed, withoutFields } from "../../../utils/lists"
import { AdminGetReconciliationsParams, AdminReconcile } from "./validators"

/** The last reports. */
export const GET = route(
  { query: AdminGetReconciliationsParams },
  async ({ query, bookings }) => {
    const page = await bookings.listReconciliations(withoutFields(query))
    return listed("reconciliations", page, query)
  }
)

export const POST = route(
  { body: AdminReconcile },
  async ({ body, by, req, bookings }) => {
    const run = { trigger: "demand", ...body } as const
    const running = reconcile(req.scope, run, by)
    if (await inTime(running)) {
      return ok({ report: await running })
    }
    running.catch(logged(req.scope))
    const { rows } = await bookings.listReconciliations({ limit: 1 })
    return goesOn({ report: rows[0] })
  }
)

/** Nobody waits for it any more. */
function logged(container: MedusaContainer): (error: unknown) => void {
  return (error) =>
    container
      .resolve(ContainerRegistrationKeys.LOGGER)
      .error("resource_booking: the reconciliation failed", error as Error)
}
