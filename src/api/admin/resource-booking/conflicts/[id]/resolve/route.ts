import { resolveConflict } from "../../../../../../checkout/resolve-conflict"
import { ok } from "../../../../../utils/answers"
import { route } from "../../../../../utils/define-route"
import { AdminResolveConflict } from "../../validators"

/** Settles it by doing what the outcome says; may be repeated. */
export const POST = route(
  { body: AdminResolveConflict },
  async ({ id, body, by, req }) =>
    ok({ conflict: await resolveConflict(req.scope, id, body, by) })
)
