import { toViolation, violations } from "../sql/audit"
import type { Queryable } from "../sql/database"
import type { Violation } from "../types"

/**
 * Checks the invariants of docs/internals/proof.md against the rows.
 *
 * @param only those to check; all unless given
 * @returns what breaks them: nothing, always
 */
export async function auditInvariants(
  { db }: { db: Queryable },
  only?: string[]
): Promise<Violation[]> {
  const rows = await db.query<{ check_index: number; subject: string }>(
    violations(only)
  )
  return rows.map(toViolation)
}
