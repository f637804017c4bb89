import { Button, StatusBadge, Text } from "@medusajs/ui"
import { useState } from "react"

import { useAudit } from "../../hooks/operations"
import { useText } from "../../hooks/use-text"
import { Section } from "../common/page"
import { Nothing, Reading } from "../common/states"

/** Are the figures right? It reads whole tables, so only when asked. */
export function Audit() {
  const { say, percent } = useText()
  const [asked, setAsked] = useState(false)
  const answer = useAudit(asked)
  const violations = answer.data?.violations
  const check = () => (asked ? void answer.refetch() : setAsked(true))
  return (
    <Section
      title={say("audit.title")}
      description={say("audit.text")}
      badge={
        violations && (
          <StatusBadge color={violations.length === 0 ? "green" : "red"}>
            {say("audit.found", { count: violations.length })}
          </StatusBadge>
        )
      }
      actions={
        <Button
          size="small"
          variant="secondary"
          isLoading={answer.isFetching}
          onClick={check}
        >
          {say("audit.run")}
        </Button>
      }
    >
      {asked && (
        <Reading answer={answer}>
          {({ violations, progress = 0 }) =>
            violations === undefined ? (
              <Nothing title={say("audit.running")}>
                {percent(progress)}
              </Nothing>
            ) : violations.length === 0 ? (
              <Nothing title={say("audit.none")}>
                {say("audit.noneText")}
              </Nothing>
            ) : (
              violations.map(({ invariant, description, subject }) => (
                <div key={invariant + subject} className="px-6 py-4">
                  <Text size="small" weight="plus">
                    {description}
                  </Text>
                  <Text size="xsmall" className="text-ui-fg-muted font-mono">
                    {invariant} · {subject}
                  </Text>
                </div>
              ))
            )
          }
        </Reading>
      )}
    </Section>
  )
}
