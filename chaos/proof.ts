import { Pool } from "@medusajs/framework/pg"

import { machine } from "../bench/figures"
import { playHistories } from "./proof/histories"
import { playModel } from "./proof/model"
import { playRaces } from "./proof/races"
import { isUpheld, type Line, printReport } from "./proof/report"

const PARTS: Record<string, (share: number) => AsyncIterable<Line>> = {
  model: playModel,
  races: playRaces,
  history: playHistories,
}

/**
 * `npm run proof` for all of it, `npm run proof -- races history` for some;
 * PROOF_SHARE=0.01 for a hundredth of the size. Ends with 1 if a promise was
 * broken.
 */
async function main(): Promise<void> {
  const wanted = process.argv.slice(2)
  const share = Number(process.env.PROOF_SHARE ?? 1)
  const pool = new Pool({ connectionString: process.env.TEST_DATABASE_URL })
  const on = await machine(pool)
  await pool.end()
  const lines: Line[] = []
  for (const [name, play] of Object.entries(PARTS)) {
    if (wanted.length > 0 && !wanted.includes(name)) {
      continue
    }
    for await (const line of play(share)) {
      console.log(`${line.what}: ${line.violations.length} violations`)
      lines.push(line)
    }
  }
  printReport(on, lines)
  process.exitCode = lines.every(isUpheld) ? 0 : 1
}

void main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
