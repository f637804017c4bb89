import { clx, StatusBadge, Text } from "@medusajs/ui"

import { useHealth } from "../../hooks/operations"
import { useText } from "../../hooks/use-text"
import type { Health, PoolFigures } from "../../lib/types"
import { Section } from "../common/page"
import { Reading } from "../common/states"
import { Problems } from "./problems"

/** Is it well? Asked every ten seconds. */
export function HealthChecks() {
  const { say } = useText()
  const answer = useHealth()
  return (
    <Section
      level="h1"
      title={say("menu.health")}
      description={say("health.text")}
      badge={
        answer.data && (
          <StatusBadge
            color={answer.data.status === "healthy" ? "green" : "red"}
          >
            {say(`health.status.${answer.data.status}`)}
          </StatusBadge>
        )
      }
    >
      <Reading answer={answer}>
        {({ problems, checks }) => (
          <>
            <Problems problems={problems} />
            <Checks checks={checks} />
          </>
        )}
      </Reading>
    </Section>
  )
}

function Checks({ checks }: { checks: Health["checks"] }) {
  const { say, moment, number, duration } = useText()
  const seconds = (value: number | null) =>
    value === null ? say("health.none") : duration(value)
  const pool = sumOf(Object.values(checks.pool))
  const isUp = checks.database === "up"
  return (
    <div className="bg-ui-border-base grid grid-cols-2 gap-px overflow-hidden rounded-b-lg lg:grid-cols-3">
      <Figure
        name={say("health.database")}
        value={say(DATABASE[checks.database])}
        isBad={!isUp}
      />
      <Figure
        name={say("health.liveHolds")}
        value={
          checks.live_holds === null
            ? say("health.none")
            : number(checks.live_holds)
        }
      />
      <Figure
        name={say("health.overdue")}
        value={seconds(checks.oldest_overdue_hold_seconds)}
      />
      <Figure
        name={say("health.outbox")}
        value={seconds(checks.outbox_lag_seconds)}
      />
      <Figure
        name={say("health.delivery")}
        value={seconds(checks.last_delivered_event_seconds)}
      />
      <Figure
        name={say("health.reconciled")}
        value={
          checks.last_reconciliation
            ? moment(checks.last_reconciliation)
            : say("health.never")
        }
      />
      <Figure
        name={say("health.pool")}
        value={say("health.poolText", {
          used: pool.total - pool.idle,
          max: pool.max,
          waiting: pool.waiting,
        })}
        isBad={pool.waiting > 0}
      />
    </div>
  )
}

const DATABASE = {
  up: "health.up",
  read_only: "health.readOnly",
  down: "health.down",
} as const

/** Of all kinds of work together. */
function sumOf(lanes: PoolFigures[]): PoolFigures {
  const sum = (figure: keyof PoolFigures) =>
    lanes.reduce((total, lane) => total + lane[figure], 0)
  return {
    ...{ total: sum("total"), idle: sum("idle") },
    ...{ waiting: sum("waiting"), max: sum("max") },
  }
}

function Figure(props: { name: string; value: string; isBad?: boolean }) {
  return (
    <div className="bg-ui-bg-base flex flex-col gap-y-1 px-6 py-4 last:col-span-full">
      <Text size="small" leading="compact" className="text-ui-fg-subtle">
        {props.name}
      </Text>
      <Text weight="plus" className={clx(props.isBad && "text-ui-fg-error")}>
        {props.value}
      </Text>
    </div>
  )
}
