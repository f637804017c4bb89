import { Client } from "@medusajs/framework/pg"

import {
  addDays,
  Database,
  datesOf,
  dayNumber,
  fromDayNumber,
  stayRange,
  weekday,
} from "../engine"

/**
 * Run in a process with another TZ: dates through the module, and through a
 * local Date as the driver would make one. Prints both.
 *
 * The dates lie around changes of the clock in Berlin and São Paulo, leap days
 * and the ends of years.
 */
const DATES = [
  ...["2027-03-27", "2027-03-28", "2027-03-29", "2027-10-30", "2027-10-31"],
  ...["2018-11-03", "2018-11-04", "2018-11-05", "2028-02-28", "2028-02-29"],
  ...["2027-12-31", "2028-01-01", "2199-12-31", "2000-01-02"],
]
const SELECT =
  "select d from unnest($1::date[]) with ordinality as x (d, n) order by n"

async function main(url: string): Promise<void> {
  const connection = { connectionString: url }
  const timeouts = { lockTimeoutMs: 1000, statementTimeoutMs: 1000 }
  const db = new Database({
    ...{ connection, max: 1, acquireTimeoutMs: 2000 },
    ...timeouts,
  })
  const read = await db.query<{ d: string }>({ text: SELECT, values: [DATES] })
  await db.close()
  const client = new Client(connection)
  await client.connect()
  const { rows } = await client.query<{ d: Date }>(SELECT, [DATES])
  await client.end()
  const computed = DATES.flatMap((date) => [
    fromDayNumber(dayNumber(date)),
    addDays(date, 1),
    addDays(date, -1),
    String(weekday(date)),
    ...datesOf(stayRange("night", date, addDays(date, 3))),
    ...datesOf(stayRange("day", date, addDays(date, 3))),
  ])
  const module = [...computed, ...read.map((row) => row.d)]
  // East of Greenwich the first goes wrong, west of it the second.
  const local = [
    ...rows.map((row) => row.d.toISOString().slice(0, 10)),
    ...DATES.map((date) => String(new Date(date).getDate())),
  ]
  process.stdout.write(JSON.stringify({ module, local }))
}

void main(process.argv[2] as string)
