import { toViolation, violations } from "../sql/audit"
import type { Queryable } from "../sql/database"
import type { Violation } from "../types"

/**
 * Checks the invariants of docs/internals/proof.md against the rows.
 *
 * @returns what breaks them: nothing, always
 */
export async function auditInvariants({
  db,
}: {
  db: Queryable
}): Promise<Violation[]> {
  const rows = await db.query<{ check_index: number; subject: string }>(
    violations()
  )
  return rows.map(toViolation)
}
