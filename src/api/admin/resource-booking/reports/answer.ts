import type { MedusaRequest } from "@medusajs/framework/http"
import type { z } from "@medusajs/framework/zod"

import type {
  Report,
  ReportQuery,
} from "../../../../modules/resource_booking/types"
import { type Answer, csv, okWithRows } from "../../../utils/answers"
import { type Cell, toCsv } from "../../../utils/csv"

/**
 * A report as the client wants it: JSON, or CSV for who asks for that alone or
 * rather.
 *
 * @param row what a row is: its fields are the columns, in order
 */
export function answerReport<Row extends Record<string, Cell>>(
  req: MedusaRequest,
  name: string,
  query: ReportQuery,
  row: z.ZodObject & z.ZodType<Row>,
  { rows, summary }: Report<Row, unknown>
): Answer {
  const { start_date, end_date, group_by } = query
  if (req.accepts(["application/json", "text/csv"]) === "text/csv") {
    const columns = Object.keys(row.shape)
    return csv(`${name}-${start_date}-${end_date}`, toCsv(columns, rows))
  }
  const asked = { start_date, end_date, ...(group_by && { group_by }) }
  return okWithRows({ report: name, ...asked, summary }, rows)
}
