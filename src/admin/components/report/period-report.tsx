/** What all reports over periods are made of. */
import type { ReactNode } from "react"

import {
  type ReportName,
  type ReportRow,
  type ReportSummary,
  useReport,
} from "../../hooks/reports"
import { useText } from "../../hooks/use-text"
import { showDate } from "../../lib/dates"
import type { ReportQuery } from "../../lib/types"
import { ResourceLink } from "../common/labels"
import { MiniTable } from "../common/mini-table"
import { Nothing, Reading } from "../common/states"
import { Chart, type Point, type Series } from "./chart"
import { type Figure, Figures } from "./figures"
import { byResource, periodStarts, pointsOf } from "./points"

export type ReportProps = { query: ReportQuery }

/** Rows of a table; the CSV has the rest. */
export const MOST_ROWS = 200

type PeriodName = Exclude<ReportName, "allocations">
type Row<N extends PeriodName> = ReportRow<N>
type Summary<N extends PeriodName> = ReportSummary<N>

/** A figure of each row, and how it is written. */
type Column<T> = { name: string; of: (row: T) => string }

type Drawing<T> = {
  series: Series[]
  show: (value: number) => string
  stacked?: boolean
  /** Only those, where a chart is about some of the rows. */
  rows?: (row: T) => boolean
  /** Adds what is not a sum. */
  point?: (point: Point) => Point
}

type Props<N extends PeriodName> = ReportProps & {
  name: N
  /** What is added up, for each period and for each resource. */
  sums: (keyof Row<N> & string)[]
  /** What keeps a resource's rows apart. */
  apart?: keyof Row<N> & string
  figures: (summary: Summary<N>) => Figure[][]
  charts: (summary: Summary<N>) => Drawing<Row<N>>[]
  columns: Column<Row<N>>[]
  children?: (summary: Summary<N>) => ReactNode
}

/** The sums, a chart of the periods, and a table of the resources. */
export function PeriodReport<N extends PeriodName>(props: Props<N>) {
  const { name, query, sums, apart, columns } = props
  const { say } = useText()
  const { starts, label } = usePeriods(query)
  const answer = useReport(name, query)
  return (
    <Reading answer={answer} rows={6}>
      {({ rows, summary }) => (
        <Filled rows={rows}>
          {props.figures(summary).map((figures, index) => (
            <Figures key={index} figures={figures} />
          ))}
          {props
            .charts(summary)
            .map(({ rows: shown, point, ...drawing }, at) => (
              <Chart
                key={at}
                {...drawing}
                points={pointsOf<Row<N>>(
                  shown ? rows.filter(shown) : rows,
                  sums,
                  starts,
                  label
                ).map((each) => (point ? point(each) : each))}
              />
            ))}
          <Rows
            rows={byResource<Row<N>>(rows, sums, apart)}
            idOf={(row) => row.resource_id + (apart ? String(row[apart]) : "")}
            columns={[
              resourceColumn(say("field.resource")),
              ...columns.map(({ name, of }) => ({
                ...{ name, right: true, cell: of },
              })),
            ]}
          />
          {props.children?.(summary)}
        </Filled>
      )}
    </Reading>
  )
}

/** The periods of a report's range, and how they are called. */
function usePeriods({ start_date, end_date, group_by }: ReportQuery) {
  const { locale } = useText()
  const style: Intl.DateTimeFormatOptions =
    group_by === "month"
      ? { month: "short", year: "numeric" }
      : { day: "numeric", month: "short" }
  return {
    starts: periodStarts({ start_date, end_date }, group_by ?? "day"),
    label: (start: string) => showDate(start, locale, style),
  }
}

/** What there is, or that there is nothing. */
export function Filled(props: { rows: unknown[]; children: ReactNode }) {
  const { say } = useText()
  return props.rows.length === 0 ? (
    <Nothing title={say("report.none")}>{say("report.noneText")}</Nothing>
  ) : (
    <div className="flex flex-col divide-y">{props.children}</div>
  )
}

type Columns<T> = Parameters<typeof MiniTable<T>>[0]["columns"]

/** As many as a page bears, and how many more there are. */
export function Rows<T>(props: {
  rows: T[]
  columns: Columns<T>
  idOf: (row: T) => string
}) {
  const { say } = useText()
  const { rows } = props
  return (
    <div>
      <MiniTable {...props} rows={rows.slice(0, MOST_ROWS)} />
      {rows.length > MOST_ROWS && (
        <p className="txt-small text-ui-fg-muted px-6 py-3">
          {say("report.truncated", { shown: MOST_ROWS, count: rows.length })}
        </p>
      )}
    </div>
  )
}

export function resourceColumn(name: string) {
  return {
    name,
    cell: (row: { resource_id: string; resource_name: string }) => (
      <ResourceLink id={row.resource_id} name={row.resource_name} />
    ),
  }
}
