import { MAX_LISTED, toViolation, violations } from "../../sql/audit"
import { ALL, type Scope } from "../../sql/check-scope"
import type { Queryable } from "../../sql/database"
import type { Violation } from "../../types"
import { isNew } from "./inspect"

/**
 * Checks the invariants of docs/internals/proof.md against the rows.
 *
 * @param only those to check; all unless given
 * @param scopes the rows that are looked at
 * @param looked told how many scopes have been looked at
 * @returns what breaks them: nothing, always
 */
export async function auditInvariants(
  { db }: { db: Queryable },
  only?: string[],
  scopes: Scope[] = [ALL],
  looked: (scopes: number) => Promise<void> | void = () => undefined
): Promise<Violation[]> {
  const seen = new Set<string>()
  const listed = new Map<number, number>()
  const found: Violation[] = []
  for (const [i, scope] of scopes.entries()) {
    const rows = await db.query<{ check_index: number; subject: string }>(
      violations(only, scope)
    )
    for (const row of rows.filter((one) => isNew(seen, one))) {
      const known = listed.get(row.check_index) ?? 0
      listed.set(row.check_index, known + 1)
      if (known < MAX_LISTED) {
        found.push(toViolation(row))
      }
    }
    await looked(i + 1)
  }
  return found
}
