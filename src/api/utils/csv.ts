/** What a cell can be. */
export type Cell = string | number | null | undefined

/** A spreadsheet takes a text that begins so for a formula, and runs it. */
const FORMULA = /^[=+\-@\t\r]/
const SPECIAL = /[",\r\n]/

/**
 * A table as RFC 4180 has it, with a header line. Texts that a spreadsheet
 * would run get a `'` in front.
 *
 * @param columns the rows' fields, in order
 */
export function toCsv<Column extends string>(
  columns: readonly Column[],
  rows: readonly Partial<Record<Column, Cell>>[]
): string {
  const lines = [
    columns.map(toCell),
    ...rows.map((row) => columns.map((column) => toCell(row[column]))),
  ]
  return lines.map((cells) => `${cells.join(",")}\r\n`).join("")
}

function toCell(value: Cell): string {
  const text =
    typeof value === "string" && FORMULA.test(value)
      ? `'${value}`
      : String(value ?? "")
  return SPECIAL.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
