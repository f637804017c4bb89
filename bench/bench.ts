import { Pool } from "@medusajs/framework/pg"

import { adding } from "./adding"
import { checkout } from "./checkout"
import { compared } from "./compared"
import { due } from "./due"
import { ended } from "./ended"
import { expiry } from "./expiry"
import { type Figure, machine, print } from "./figures"
import { growth } from "./growth"
import { guards } from "./guards"
import { hotDate } from "./hot-date"
import { http } from "./http"
import { ordinary } from "./ordinary"
import { processes } from "./processes"
import { reads } from "./reads"
import { reconciliation } from "./reconciliation"

const SECTIONS: Record<string, () => Promise<Figure[]>> = {
  hot: hotDate,
  processes,
  guards,
  expiry,
  due,
  ended,
  reads,
  http,
  checkout,
  ordinary,
  adding,
  compared,
  reconciliation,
}

/** It takes hours at its full size: only when it is asked for. */
const LARGE: Record<string, (flags: string[]) => Promise<Figure[]>> = { growth }

/**
 * `npm run bench`, or `npm run bench -- hot http` for some of it.
 * `npm run bench -- growth --claims=5000000` takes its size from flags.
 */
async function main(): Promise<void> {
  const given = process.argv.slice(2)
  const flags = given.filter((one) => one.startsWith("--"))
  const wanted = given.filter((one) => !one.startsWith("--"))
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
  for (const [name, section] of Object.entries(LARGE)) {
    if (wanted.includes(name)) {
      console.log(`measuring: ${name}`)
      figures.push(...(await section(flags)))
    }
  }
  print(on, figures)
}

void main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
