/** Each report: its figures, its chart and its table. */
import type { ReactNode } from "react"

import { useOrders } from "../../hooks/commitments"
import {
  type ReportName,
  type ReportRow,
  type ReportSummary,
  useReport,
} from "../../hooks/reports"
import { useText } from "../../hooks/use-text"
import { AllocationBadge, BookedBy } from "../common/labels"
import { Reading } from "../common/states"
import { Figures } from "./figures"
import {
  Filled,
  MOST_ROWS,
  PeriodReport,
  type ReportProps,
  resourceColumn,
  Rows,
} from "./period-report"

const BLUE = "var(--tag-blue-icon)"
const GREEN = "var(--tag-green-icon)"
const ORANGE = "var(--tag-orange-icon)"
const PURPLE = "var(--tag-purple-icon)"
const GRAY = "var(--tag-neutral-icon)"
const RED = "var(--tag-red-icon)"

const share = (part: number, all: number) => (all > 0 ? part / all : 0)

function UtilizationReport({ query }: ReportProps) {
  const { say, number, percent } = useText()
  const name = say("report.utilization")
  return (
    <PeriodReport
      name="utilization"
      query={query}
      sums={["allocated", "capacity"]}
      figures={(sum) => [
        [
          [name, percent(sum.utilization)],
          [say("report.allocated"), number(sum.allocated)],
          [say("report.capacity"), number(sum.capacity)],
        ],
      ]}
      charts={() => [
        {
          series: [{ key: "share", name, color: BLUE }],
          show: percent,
          point: (point) => ({
            ...point,
            share: share(Number(point.allocated), Number(point.capacity)),
          }),
        },
      ]}
      columns={[
        { name: say("report.allocated"), of: (r) => number(r.allocated) },
        { name: say("report.capacity"), of: (r) => number(r.capacity) },
        { name, of: (r) => percent(share(r.allocated, r.capacity)) },
      ]}
    />
  )
}

const FATES = [
  ["confirmed", GREEN],
  ["expired", GRAY],
  ["released", PURPLE],
  ["replaced", BLUE],
  ["active", ORANGE],
] as const
const FUNNEL = ["created" as const, ...FATES.map(([key]) => key)]
const ORIGINS = ["customers", "carts", "anonymous"] as const

function FunnelReport({ query }: ReportProps) {
  const { say, number, percent } = useText()
  return (
    <PeriodReport
      name="funnel"
      query={query}
      sums={FUNNEL}
      figures={(sum) => [
        FUNNEL.map((key) => [
          say(`report.funnel.${key}`),
          number(sum[key]),
          key === "created" ? undefined : percent(share(sum[key], sum.created)),
        ]),
        ORIGINS.map((key) => [
          say(`report.funnel.by.${key}`),
          number(sum.placed_by[key]),
          percent(share(sum.placed_by[key], sum.created)),
        ]),
      ]}
      charts={() => [
        {
          stacked: true,
          show: number,
          series: FATES.map(([key, color]) => ({
            ...{ key, color, name: say(`report.funnel.${key}`) },
          })),
        },
      ]}
      columns={FUNNEL.map((key) => ({
        name: say(`report.funnel.${key}`),
        of: (row: ReportRow<"funnel">) => number(row[key]),
      }))}
    >
      {(sum) => <Addresses rows={sum.busiest_addresses} />}
    </PeriodReport>
  )
}

function Addresses(props: {
  rows: ReportSummary<"funnel">["busiest_addresses"]
}) {
  const { rows } = props
  const { say, number, percent } = useText()
  return rows.length === 0 ? null : (
    <Rows
      rows={rows}
      idOf={({ address }) => address}
      columns={[
        { name: say("report.funnel.address"), cell: ({ address }) => address },
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
  )
}

function ExpirationsReport({ query }: ReportProps) {
  const { say, number } = useText()
  const expired = say("report.expired")
  const unitDates = say("report.unitDates")
  return (
    <PeriodReport
      name="hold-expirations"
      query={query}
      sums={["expired", "unit_dates"]}
      figures={(sum) => [
        [
          [expired, number(sum.expired)],
          [unitDates, number(sum.unit_dates)],
        ],
      ]}
      charts={() => [
        {
          show: number,
          series: [
            { key: "expired", name: expired, color: RED },
            { key: "unit_dates", name: unitDates, color: GRAY },
          ],
        },
      ]}
      columns={[
        { name: expired, of: (r) => number(r.expired) },
        { name: unitDates, of: (r) => number(r.unit_dates) },
      ]}
    />
  )
}

function RevenueReport({ query }: ReportProps) {
  const { say, number, money } = useText()
  const name = say("report.amount")
  const unitDates = say("report.unitDates")
  return (
    <PeriodReport
      name="revenue"
      query={query}
      sums={["amount", "unit_dates"]}
      apart="currency_code"
      figures={(sums) => [
        sums.map(({ currency_code, amount, unit_dates }) => [
          `${name} (${currency_code.toUpperCase()})`,
          money(amount, currency_code),
          `${number(unit_dates)} ${unitDates}`,
        ]),
      ]}
      charts={(sums) =>
        sums.map(({ currency_code }) => ({
          rows: (row) => row.currency_code === currency_code,
          show: (value) => money(value, currency_code),
          series: [{ key: "amount", name, color: GREEN }],
        }))
      }
      columns={[
        { name: unitDates, of: (r) => number(r.unit_dates) },
        { name, of: (r) => money(r.amount, r.currency_code) },
      ]}
    />
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
                cell: ({ order_id }) => (
                  <BookedBy order_id={order_id} orders={orders} />
                ),
              },
            ]}
          />
        </Filled>
      )}
    </Reading>
  )
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
