/** Each report: its figures, its chart and its table. */
import type { ReactNode } from "react"

import { useOrders } from "../../hooks/commitments"
import { type ReportName, useReport } from "../../hooks/reports"
import { useText } from "../../hooks/use-text"
import { showDate } from "../../lib/dates"
import type { ReportQuery } from "../../lib/types"
import { AllocationBadge, OrderLink, ResourceLink } from "../common/labels"
import { MiniTable } from "../common/mini-table"
import { Nothing, Reading } from "../common/states"
import { Chart } from "./chart"
import { Figures } from "./figures"
import { byResource, periodStarts, pointsOf } from "./points"

export type ReportProps = { query: ReportQuery }

/** Rows of a table; the CSV has the rest. */
const MOST_ROWS = 200

const BLUE = "var(--tag-blue-icon)"
const GREEN = "var(--tag-green-icon)"
const ORANGE = "var(--tag-orange-icon)"
const PURPLE = "var(--tag-purple-icon)"
const GRAY = "var(--tag-neutral-icon)"
const RED = "var(--tag-red-icon)"

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

function UtilizationReport({ query }: ReportProps) {
  const { say, number, percent } = useText()
  const { starts, label } = usePeriods(query)
  const answer = useReport("utilization", query)
  return (
    <Reading answer={answer} rows={6}>
      {({ rows, summary }) => (
        <Filled rows={rows}>
          <Figures
            figures={[
              [say("report.utilization"), percent(summary.utilization)],
              [say("report.allocated"), number(summary.allocated)],
              [say("report.capacity"), number(summary.capacity)],
            ]}
          />
          <Chart
            show={percent}
            series={[
              { key: "share", name: say("report.utilization"), color: BLUE },
            ]}
            points={pointsOf(
              rows,
              ["allocated", "capacity"],
              starts,
              label
            ).map((point) => ({
              ...point,
              share: share(Number(point.allocated), Number(point.capacity)),
            }))}
          />
          <Rows
            rows={byResource(rows, ["allocated", "capacity"])}
            idOf={({ resource_id }) => resource_id}
            columns={[
              resourceColumn(say("field.resource")),
              {
                name: say("report.allocated"),
                right: true,
                cell: (r) => number(r.allocated),
              },
              {
                name: say("report.capacity"),
                right: true,
                cell: (r) => number(r.capacity),
              },
              {
                name: say("report.utilization"),
                right: true,
                cell: (r) => percent(share(r.allocated, r.capacity)),
              },
            ]}
          />
        </Filled>
      )}
    </Reading>
  )
}

const share = (part: number, all: number) => (all > 0 ? part / all : 0)

const FATES = [
  ["confirmed", GREEN],
  ["expired", GRAY],
  ["released", PURPLE],
  ["replaced", BLUE],
  ["active", ORANGE],
] as const
const FUNNEL = [
  "created",
  "confirmed",
  "expired",
  "released",
  "replaced",
  "active",
] as const

const ORIGINS = ["customers", "carts", "anonymous"] as const

function FunnelReport({ query }: ReportProps) {
  const { say, number, percent } = useText()
  const { starts, label } = usePeriods(query)
  const answer = useReport("funnel", query)
  return (
    <Reading answer={answer} rows={6}>
      {({ rows, summary }) => (
        <Filled rows={rows}>
          <Figures
            figures={FUNNEL.map((key) => [
              say(`report.funnel.${key}`),
              number(summary[key]),
              key === "created"
                ? undefined
                : percent(share(summary[key], summary.created)),
            ])}
          />
          <Figures
            figures={ORIGINS.map((key) => [
              say(`report.funnel.by.${key}`),
              number(summary.placed_by[key]),
              percent(share(summary.placed_by[key], summary.created)),
            ])}
          />
          <Chart
            stacked
            show={number}
            series={FATES.map(([key, color]) => ({
              key,
              name: say(`report.funnel.${key}`),
              color,
            }))}
            points={pointsOf(rows, [...FUNNEL], starts, label)}
          />
          <Rows
            rows={byResource(rows, [...FUNNEL])}
            idOf={({ resource_id }) => resource_id}
            columns={[
              resourceColumn(say("field.resource")),
              ...FUNNEL.map((key) => ({
                name: say(`report.funnel.${key}`),
                right: true,
                cell: (row: (typeof rows)[number]) => number(row[key]),
              })),
            ]}
          />
          {summary.busiest_addresses.length > 0 && (
            <Rows
              rows={summary.busiest_addresses}
              idOf={({ address }) => address}
              columns={[
                {
                  name: say("report.funnel.address"),
                  cell: ({ address }) => address,
                },
                {
                  name: say("report.funnel.liveHolds"),
                  right: true,
                  cell: ({ live_holds }) => number(live_holds),
                },
                {
                  name: say("report.funnel.shareOfLive"),
                  right: true,
                  cell: ({ share }) => percent(share),
                },
              ]}
            />
          )}
        </Filled>
      )}
    </Reading>
  )
}

function ExpirationsReport({ query }: ReportProps) {
  const { say, number } = useText()
  const { starts, label } = usePeriods(query)
  const answer = useReport("hold-expirations", query)
  return (
    <Reading answer={answer} rows={6}>
      {({ rows, summary }) => (
        <Filled rows={rows}>
          <Figures
            figures={[
              [say("report.expired"), number(summary.expired)],
              [say("report.unitDates"), number(summary.unit_dates)],
            ]}
          />
          <Chart
            show={number}
            series={[
              { key: "expired", name: say("report.expired"), color: RED },
              {
                key: "unit_dates",
                name: say("report.unitDates"),
                color: GRAY,
              },
            ]}
            points={pointsOf(rows, ["expired", "unit_dates"], starts, label)}
          />
          <Rows
            rows={byResource(rows, ["expired", "unit_dates"])}
            idOf={({ resource_id }) => resource_id}
            columns={[
              resourceColumn(say("field.resource")),
              {
                name: say("report.expired"),
                right: true,
                cell: (r) => number(r.expired),
              },
              {
                name: say("report.unitDates"),
                right: true,
                cell: (r) => number(r.unit_dates),
              },
            ]}
          />
        </Filled>
      )}
    </Reading>
  )
}

function RevenueReport({ query }: ReportProps) {
  const { say, number, money } = useText()
  const { starts, label } = usePeriods(query)
  const answer = useReport("revenue", query)
  return (
    <Reading answer={answer} rows={6}>
      {({ rows, summary }) => (
        <Filled rows={rows}>
          <Figures
            figures={summary.map(({ currency_code, amount, unit_dates }) => [
              `${say("report.amount")} (${currency_code.toUpperCase()})`,
              money(amount, currency_code),
              `${number(unit_dates)} ${say("report.unitDates")}`,
            ])}
          />
          {summary.map(({ currency_code }) => (
            <Chart
              key={currency_code}
              show={(value) => money(value, currency_code)}
              series={[
                { key: "amount", name: say("report.amount"), color: GREEN },
              ]}
              points={pointsOf(
                rows.filter((row) => row.currency_code === currency_code),
                ["amount"],
                starts,
                label
              )}
            />
          ))}
          <Rows
            rows={byResource(rows, ["amount", "unit_dates"], "currency_code")}
            idOf={(row) => row.resource_id + row.currency_code}
            columns={[
              resourceColumn(say("field.resource")),
              {
                name: say("report.unitDates"),
                right: true,
                cell: (r) => number(r.unit_dates),
              },
              {
                name: say("report.amount"),
                right: true,
                cell: (r) => money(r.amount, r.currency_code),
              },
            ]}
          />
        </Filled>
      )}
    </Reading>
  )
}

function AllocationsReport({ query }: ReportProps) {
  const { say, number, range } = useText()
  const { group_by: _, ...rest } = query
  const answer = useReport("allocations", rest)
  const { data: orders } = useOrders(
    answer.data?.rows.slice(0, MOST_ROWS).map(({ order_id }) => order_id) ?? []
  )
  return (
    <Reading answer={answer} rows={6}>
      {({ rows, summary }) => (
        <Filled rows={rows}>
          <Figures
            figures={[
              [say("allocation.status.confirmed"), number(summary.confirmed)],
              [say("allocation.status.canceled"), number(summary.canceled)],
              [say("report.unitDates"), number(summary.unit_dates)],
            ]}
          />
          <Rows
            rows={rows}
            idOf={({ id }) => id}
            columns={[
              resourceColumn(say("field.resource")),
              {
                name: say("field.dates"),
                cell: ({ start_date, end_date }) => range(start_date, end_date),
              },
              {
                name: say("field.quantity"),
                right: true,
                cell: (r) => number(r.quantity),
              },
              {
                name: say("field.status"),
                cell: ({ status }) => <AllocationBadge status={status} />,
              },
              {
                name: say("field.order"),
                cell: ({ order_id }) =>
                  order_id ? (
                    <OrderLink id={order_id} order={orders?.get(order_id)} />
                  ) : (
                    say("allocation.byStaff")
                  ),
              },
            ]}
          />
        </Filled>
      )}
    </Reading>
  )
}

function Filled({ rows, children }: { rows: unknown[]; children: ReactNode }) {
  const { say } = useText()
  return rows.length === 0 ? (
    <Nothing title={say("report.none")}>{say("report.noneText")}</Nothing>
  ) : (
    <div className="flex flex-col divide-y">{children}</div>
  )
}

type Columns<T> = Parameters<typeof MiniTable<T>>[0]["columns"]

function Rows<T>(props: {
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

function resourceColumn(name: string) {
  return {
    name,
    cell: (row: { resource_id: string; resource_name: string }) => (
      <ResourceLink id={row.resource_id} name={row.resource_name} />
    ),
  }
}

export const REPORTS = [
  { tab: "utilization", name: "utilization", View: UtilizationReport },
  { tab: "funnel", name: "funnel", View: FunnelReport },
  { tab: "expirations", name: "hold-expirations", View: ExpirationsReport },
  { tab: "revenue", name: "revenue", View: RevenueReport },
  { tab: "allocations", name: "allocations", View: AllocationsReport },
] as const satisfies readonly {
  tab: string
  name: ReportName
  View: (props: ReportProps) => ReactNode
}[]
