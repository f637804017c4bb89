/** One line of the table. */
export type Line = {
  what: string
  size: string
  /** What was asked of the module. */
  attempts: number
  /** Those during which somebody else wanted the same. */
  contended: number
  successes: number
  refusals: number
  /** Neither done nor refused; the client was told, but not why. */
  errors: string[]
  /** What must never be, overbookings among it. */
  violations: string[]
  seconds: number
}

/** A run in which next to nothing succeeds proves nothing. */
const LEAST_SUCCESSES = 0.15

/** How a violation says that more was given than there was. */
const OVERBOOKED = /^I1:|makes \d+ of|the last unit|units are taken/

export function isUpheld(line: Line): boolean {
  return line.violations.length === 0 && line.errors.length === 0
}

/** Refuses to count a line in which too little succeeded. */
export function gate(line: Line): Line {
  const share = line.successes / line.attempts
  const idle = `only ${Math.round(share * 100)} % of it succeeded`
  return share < LEAST_SUCCESSES
    ? { ...line, errors: [...line.errors, idle] }
    : line
}

export function printReport(title: string, lines: Line[]): void {
  console.log(`\n## ${title}\n`)
  console.log(
    [
      "| what | size | attempts | contended | successes | refusals | errors |",
      " overbookings | other violations | time |\n",
      "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ].join("")
  )
  lines.forEach((line) => console.log(rowOf(line)))
  console.log(`\n${boundOf(lines)}`)
  for (const { what, violations, errors } of lines) {
    const found = [...violations, ...errors]
    found.slice(0, 20).forEach((text) => console.log(`${what}: ${text}`))
  }
}

function rowOf(line: Line): string {
  const overbooked = line.violations.filter((v) => OVERBOOKED.test(v)).length
  const cells = [
    ...[line.what, line.size],
    ...[line.attempts, line.contended, line.successes, line.refusals],
    ...[line.errors.length, overbooked],
    line.violations.length - overbooked,
  ].map((cell) =>
    typeof cell === "number" ? cell.toLocaleString("en-AU") : cell
  )
  return `| ${cells.join(" | ")} | ${Math.round(line.seconds)} s |`
}

/** What seeing none in so many says: with 95 % certainty fewer than 3 / n. */
function boundOf(lines: Line[]): string {
  const contended = lines.reduce((sum, line) => sum + line.contended, 0)
  const found = lines.reduce((sum, line) => sum + line.violations.length, 0)
  const n = contended.toLocaleString("en-AU")
  if (found > 0 || contended === 0) {
    return `${found} violations in ${n} contended attempts.`
  }
  const bound = (3 / contended).toExponential(1)
  return `None in ${n} contended attempts: at 95 % confidence fewer than ${bound} an attempt (3 / n).`
}
