import type { MedusaRequest } from "@medusajs/framework/http"

import type {
  Report,
  ReportQuery,
} from "../../../../modules/resource_booking/types"
import { type Answer, csv, okWithRows } from "../../../utils/answers"
import { type Cell, toCsv } from "../../../utils/csv"

/** With what the rows of all reports but one begin. */
export const PERIOD_COLUMNS = [
  "start_date",
  "end_date",
  "resource_id",
  "resource_name",
] as const

/**
 * A report as the client wants it: JSON, or CSV for who asks for that alone or
 * rather.
 *
 * @param columns the rows' fields, for CSV
 */
export function answerReport<Column extends string>(
  req: MedusaRequest,
  name: string,
  query: ReportQuery,
  columns: readonly Column[],
  { rows, summary }: Report<Record<Column, Cell>, unknown>
): Answer {
  const { start_date, end_date, group_by } = query
  if (req.accepts(["application/json", "text/csv"]) === "text/csv") {
    return csv(`${name}-${start_date}-${end_date}`, toCsv(columns, rows))
  }
  const asked = { start_date, end_date, ...(group_by && { group_by }) }
  return okWithRows({ report: name, ...asked, summary }, rows)
}
