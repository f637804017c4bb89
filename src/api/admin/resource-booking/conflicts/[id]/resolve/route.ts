import { resolveConflictWorkflow } from "../../../../../../workflows"
import { ok } from "../../../../../utils/answers"
import { route } from "../../../../../utils/define-route"
import { AdminResolveConflict } from "../../validators"

/** Settles it by doing what the outcome says; may be repeated. */
export const POST = route(
  { body: AdminResolveConflict },
  async ({ id, body, by, req }) => {
    const { result } = await resolveConflictWorkflow(req.scope).run({
      input: { id, ...body, by },
    })
    return ok({ conflict: result })
  }
)
