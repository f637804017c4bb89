import { toViolation, violations } from "../sql/audit"
import type { Violation } from "../types"
import type { OperationContext } from "./context"

/**
 * Checks the invariants of docs/internals/proof.md against the rows.
 *
 * @returns what breaks them: nothing, always
 */
export async function auditInvariants(
  ctx: OperationContext
): Promise<Violation[]> {
  const rows = await ctx.db.query<{ check_index: number; subject: string }>(
    violations()
  )
  return rows.map(toViolation)
}
