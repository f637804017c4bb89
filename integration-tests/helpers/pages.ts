import { type Call, type Statement, transact } from "../engine"

type Plan = { "Shared Hit Blocks": number; "Shared Read Blocks": number }

/**
 * Pages that a statement reads, on the plans of a transaction. What it writes
 * is rolled back.
 */
export async function pagesOf(
  { db }: Pick<Call, "db">,
  { text, values = [] }: Statement
): Promise<number> {
  return transact(db, async (tx) => {
    const [row] = await tx.query<{ "QUERY PLAN": { Plan: Plan }[] }>({
      text: `explain (analyze, buffers, format json) ${text}`,
      values,
    })
    const plan = row?.["QUERY PLAN"][0]?.Plan as Plan
    return plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
  })
}
