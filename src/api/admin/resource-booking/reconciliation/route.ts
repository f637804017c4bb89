import { reconcile } from "../../../../workflows/reconciliation/reconcile"
import { ok } from "../../../utils/answers"
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
  async ({ body, by, req }) => {
    const run = { trigger: "demand", ...body } as const
    return ok({ report: await reconcile(req.scope, run, by) })
  }
)
