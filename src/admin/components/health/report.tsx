import { Badge, Drawer, Heading, Text } from "@medusajs/ui"
import { Link } from "react-router-dom"

import { useText } from "../../hooks/use-text"
import type { ReconciliationDTO } from "../../lib/types"
import { LINK } from "../common/labels"
import { Nothing } from "../common/states"

type Props = { report: ReconciliationDTO; onClose: () => void }

/** All that one reconciliation found. */
export function Report({ report, onClose }: Props) {
  const { say, moment } = useText()
  const { checked, fixed, flagged } = report
  return (
    <Drawer open onOpenChange={(open) => open || onClose()}>
      <Drawer.Content>
        <Drawer.Header>
          <Drawer.Title asChild>
            <Heading>{say("reconciliation.report")}</Heading>
          </Drawer.Title>
          <Drawer.Description asChild>
            <Text size="small" className="text-ui-fg-subtle">
              {moment(report.started_at)} ·{" "}
              {say("reconciliation.done", { checked, fixed, flagged })}
            </Text>
          </Drawer.Description>
        </Drawer.Header>
        <Drawer.Body className="divide-y overflow-y-auto p-0">
          {report.details.length === 0 && (
            <Nothing title={say("reconciliation.nothing")}>
              {say("reconciliation.nothingText")}
            </Nothing>
          )}
          {report.details.map(({ check, subject, action, message }, index) => (
            <div key={index} className="flex flex-col gap-y-1 px-6 py-4">
              <div className="flex flex-wrap items-center gap-2">
                <Badge
                  size="2xsmall"
                  color={action === "fixed" ? "green" : "red"}
                >
                  {say(
                    action === "fixed"
                      ? "reconciliation.fixed"
                      : "reconciliation.flagged"
                  )}
                </Badge>
                <Text size="xsmall" className="text-ui-fg-muted font-mono">
                  {check}
                </Text>
              </div>
              <Text size="small">{message}</Text>
              <Subject id={subject} />
            </div>
          ))}
        </Drawer.Body>
      </Drawer.Content>
    </Drawer>
  )
}

function Subject({ id }: { id: string }) {
  const classes = "txt-compact-xsmall break-all font-mono"
  return id.startsWith("order_") ? (
    <Link to={`/orders/${id}`} className={`${LINK} ${classes}`}>
      {id}
    </Link>
  ) : (
    <span className={`${classes} text-ui-fg-muted`}>{id}</span>
  )
}
