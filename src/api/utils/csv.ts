/** What a cell can be. */
export type Cell = string | number | null | undefined

/** A spreadsheet takes a text that begins so for a formula, and runs it. */
const FORMULA = /^[=+\-@\t\r]/
const SPECIAL = /[",\r\n]/

/**
 * A table as RFC 4180 has it, line by line, with a header line. Texts that a spreadsheet
 * would run get a `'` in front.
 *
 * @param columns the rows' fields, in order
 */
export function* toCsv<Column extends string>(
  columns: readonly Column[],
  rows: readonly Partial<Record<Column, Cell>>[]
): Iterable<string> {
  yield toLine(columns)
  for (const row of rows) {
    yield toLine(columns.map((column) => row[column]))
  }
}

function toLine(cells: readonly Cell[]): string {
  return `${cells.map(toCell).join(",")}\r\n`
}

function toCell(value: Cell): string {
  const text =
    typeof value === "string" && FORMULA.test(value)
      ? `'${value}`
      : String(value ?? "")
  return SPECIAL.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
