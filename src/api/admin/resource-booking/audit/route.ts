import { audit } from "../../../../workflows/reconciliation/audit"
import { ok } from "../../../utils/answers"
import { route } from "../../../utils/define-route"

/** Rows that break an invariant of the data; always none. */
export const GET = route({}, async ({ req }) =>
  ok({ violations: await audit(req.scope) })
)
