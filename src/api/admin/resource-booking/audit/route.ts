import { audit } from "../../../../reconciliation/audit"
import { goesOn, ok } from "../../../utils/answers"
import { route } from "../../../utils/define-route"

/** Rows that break an invariant of the data; always none. */
export const GET = route({}, async ({ req }) => {
  const audited = await audit(req.scope)
  return "result" in audited
    ? ok({ violations: audited.result })
    : goesOn(audited)
})
