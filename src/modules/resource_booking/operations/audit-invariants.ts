import { toViolation, violations } from "../sql/audit"
import { ALL, type Scope } from "../sql/check-scope"
import type { Queryable } from "../sql/database"
import { isNew } from "./inspect"
import type { Violation } from "../types"

/**
 * Checks the invariants of docs/internals/proof.md against the rows.
 *
 * @param only those to check; all unless given
 * @param scopes the rows that are looked at
 * @returns what breaks them: nothing, always
 */
export async function auditInvariants(
  { db }: { db: Queryable },
  only?: string[],
  scopes: Scope[] = [ALL]
): Promise<Violation[]> {
  const seen = new Set<string>()
  const found: Violation[] = []
  for (const scope of scopes) {
    const rows = await db.query<{ check_index: number; subject: string }>(
      violations(only, scope)
    )
    found.push(...rows.map(toViolation).filter((row) => isNew(seen, row)))
  }
  return found
}
