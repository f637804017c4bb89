import { Pool } from "@medusajs/framework/pg"
import { checkout } from "./checkout"
import { expiry } from "./expiry"
import { machine, print, type Figure } from "./figures"
import { guards } from "./guards"
import { hotDate } from "./hot-date"
import { http } from "./http"
import { processes } from "./processes"
import { reads } from "./reads"
import { reconciliation } from "./reconciliation"

const SECTIONS: Record<string, () => Promise<Figure[]>> = {
  hot: hotDate,
  processes,
  guards,
  expiry,
  reads,
  http,
  checkout,
  reconciliation,
}

/** `npm run bench`, or `npm run bench -- hot http` for some of it. */
async function main(): Promise<void> {
  const wanted = process.argv.slice(2)
  const pool = new Pool({ connectionString: process.env.TEST_DATABASE_URL })
  const on = await machine(pool)
  await pool.end()
  const figures: Figure[] = []
  for (const [name, section] of Object.entries(SECTIONS)) {
    if (wanted.length === 0 || wanted.includes(name)) {
      console.log(`measuring: ${name}`)
      figures.push(...(await section()))
    }
  }
  print(on, figures)
}

void main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
