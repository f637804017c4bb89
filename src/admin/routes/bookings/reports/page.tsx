import { defineRouteConfig } from "@medusajs/admin-sdk"
import { Container, Heading, Tabs, Text } from "@medusajs/ui"

import { crumb } from "../../../components/common/crumbs"
import { DateInput } from "../../../components/form/date-input"
import { ResourcePicker } from "../../../components/form/pickers"
import { Choice, TypeAndGroup } from "../../../components/form/toolbar-fields"
import { CsvButton } from "../../../components/report/csv-button"
import { REPORTS } from "../../../components/report/reports"
import {
  GROUPINGS,
  type ReportRange,
  useRange,
} from "../../../components/report/use-range"
import { useText } from "../../../hooks/use-text"

const ReportsPage = () => {
  const { say } = useText()
  const range = useRange()
  const current = REPORTS.find(({ tab }) => tab === range.tab) ?? REPORTS[0]
  const query = {
    start_date: range.start_date,
    end_date: range.end_date,
    group_by: current.name === "allocations" ? undefined : range.group_by,
    resource_id: range.resource_id ?? undefined,
    group_id: range.group_id ?? undefined,
    type: range.type ?? undefined,
  }
  return (
    <Container className="divide-y p-0">
      <div className="flex flex-wrap items-start justify-between gap-3 px-6 py-4">
        <div>
          <Heading level="h1">{say("menu.reports")}</Heading>
          <Text size="small" className="text-ui-fg-subtle">
            {say(`report.text.${current.tab}`)}
          </Text>
        </div>
        <CsvButton name={current.name} query={query} />
      </div>
      <div className="flex flex-wrap items-center gap-2 px-6 py-3">
        <Filters range={range} grouped={current.name !== "allocations"} />
      </div>
      <Tabs value={current.tab} onValueChange={(tab) => range.change({ tab })}>
        <div className="overflow-x-auto border-b px-6 py-3">
          <Tabs.List>
            {REPORTS.map(({ tab }) => (
              <Tabs.Trigger key={tab} value={tab}>
                {say(`report.tabs.${tab}`)}
              </Tabs.Trigger>
            ))}
          </Tabs.List>
        </div>
        {REPORTS.map(({ tab, View }) => (
          <Tabs.Content key={tab} value={tab}>
            <View query={query} />
          </Tabs.Content>
        ))}
      </Tabs>
    </Container>
  )
}

export default ReportsPage

function Filters({ range, grouped }: { range: ReportRange; grouped: boolean }) {
  const { say } = useText()
  const { change } = range
  return (
    <>
      <DateInput
        small
        className="w-36"
        label={say("list.from")}
        value={range.start_date}
        onChange={(start_date) => change({ start_date })}
      />
      <DateInput
        small
        className="w-36"
        label={say("list.to")}
        value={range.end_date}
        onChange={(end_date) => change({ end_date })}
      />
      {grouped && (
        <Choice
          className="w-32"
          label={say("report.groupBy")}
          value={range.group_by}
          onChange={(group_by) => change({ group_by })}
          options={GROUPINGS.map((value) => ({
            value,
            label: say(`report.${value}`),
          }))}
        />
      )}
      <TypeAndGroup view={range} className="w-32" />
      <ResourcePicker
        small
        filters
        clearable
        className="w-44"
        value={range.resource_id}
        onChange={(resource_id) => change({ resource_id })}
      />
    </>
  )
}

export const handle = { breadcrumb: crumb("menu.reports") }

export const config = defineRouteConfig({
  label: "menu.reports",
  translationNs: "resource_booking",
  rank: 9,
})
