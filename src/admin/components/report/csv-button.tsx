import { ArrowDownTray } from "@medusajs/icons"
import { Button } from "@medusajs/ui"

import type { ReportName } from "../../hooks/reports"
import { useAction } from "../../hooks/use-action"
import { useText } from "../../hooks/use-text"
import { bookings } from "../../lib/sdk"
import type { ReportQuery } from "../../lib/types"

/** All rows of a report, for a spreadsheet. */
export function CsvButton({
  name,
  query,
}: {
  name: ReportName
  query: ReportQuery
}) {
  const { say } = useText()
  const download = useAction({
    run: () => bookings.reports.csv(name, query),
    says: () => say("report.csvDone"),
    then: (csv) =>
      save(csv, [name, query.start_date, query.end_date].join("_") + ".csv"),
  })
  return (
    <Button
      size="small"
      variant="secondary"
      isLoading={download.isPending}
      onClick={() => download.act(undefined)}
    >
      <ArrowDownTray />
      {say("report.csv")}
    </Button>
  )
}

function save(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv" }))
  const link = document.createElement("a")
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
