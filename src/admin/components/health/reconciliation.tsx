import { Badge, Button, StatusBadge, Text } from "@medusajs/ui"
import { useState } from "react"

import { useReconciliations } from "../../hooks/operations"
import { useAction } from "../../hooks/use-action"
import { useText } from "../../hooks/use-text"
import { bookings } from "../../lib/sdk"
import type { ReconciliationDTO } from "../../lib/types"
import { MiniTable } from "../common/mini-table"
import { Section } from "../common/page"
import { Nothing, Reading } from "../common/states"
import { Report } from "./report"

/** What was found between the bookings and the orders, and put right. */
export function Reconciliation() {
  const { say, moment } = useText()
  const [shown, setShown] = useState<ReconciliationDTO | null>(null)
  const answer = useReconciliations({ limit: 10 })
  const run = useAction({
    run: (dryRun: boolean) => bookings.reconciliation.run({ dry_run: dryRun }),
    says: ({ report: { checked, fixed, flagged, finished_at } }) =>
      finished_at === null
        ? say("reconciliation.goesOn")
        : say("reconciliation.done", { checked, fixed, flagged }),
    then: ({ report }) => setShown(report.finished_at ? report : null),
  })
  return (
    <Section
      title={say("reconciliation.title")}
      description={say("reconciliation.text")}
      actions={
        <>
          <Button
            size="small"
            variant="secondary"
            isLoading={run.isPending}
            onClick={() => run.act(true)}
          >
            {say("reconciliation.dryRun")}
          </Button>
          <Button
            size="small"
            variant="secondary"
            isLoading={run.isPending}
            onClick={() => run.act(false)}
          >
            {say("reconciliation.run")}
          </Button>
        </>
      }
    >
      <Reading answer={answer}>
        {({ reconciliations }) =>
          reconciliations.length === 0 ? (
            <Nothing title={say("reconciliation.none")} />
          ) : (
            <MiniTable
              rows={reconciliations}
              idOf={({ id }) => id}
              onRowClick={setShown}
              columns={[
                {
                  name: say("log.when"),
                  cell: ({ started_at }) => moment(started_at),
                },
                {
                  name: say("reconciliation.trigger"),
                  cell: ({ trigger, dry_run }) => (
                    <div className="flex items-center gap-x-2">
                      <Text size="small" leading="compact">
                        {say(`reconciliation.triggers.${trigger}`)}
                      </Text>
                      {dry_run && (
                        <Badge size="2xsmall">
                          {say("reconciliation.isDryRun")}
                        </Badge>
                      )}
                    </div>
                  ),
                },
                {
                  name: say("reconciliation.checked"),
                  cell: ({ checked }) => checked,
                  right: true,
                },
                {
                  name: say("reconciliation.fixed"),
                  cell: ({ fixed }) => fixed,
                  right: true,
                },
                {
                  name: say("reconciliation.flagged"),
                  cell: ({ flagged }) => flagged,
                  right: true,
                },
                {
                  name: say("field.status"),
                  cell: (report) => <ReportBadge report={report} />,
                },
              ]}
            />
          )
        }
      </Reading>
      {shown && <Report report={shown} onClose={() => setShown(null)} />}
    </Section>
  )
}

function ReportBadge({ report }: { report: ReconciliationDTO }) {
  const { say } = useText()
  if (!report.finished_at) {
    return (
      <StatusBadge color="orange">{say("reconciliation.running")}</StatusBadge>
    )
  }
  return report.flagged > 0 ? (
    <StatusBadge color="red">{say("reconciliation.needsYou")}</StatusBadge>
  ) : (
    <StatusBadge color="green">{say("reconciliation.fine")}</StatusBadge>
  )
}
