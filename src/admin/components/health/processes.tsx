import { StatusBadge, Text } from "@medusajs/ui"

import { useHealth } from "../../hooks/operations"
import { useText } from "../../hooks/use-text"
import type { BookingProcess } from "../../lib/types"
import { Section } from "../common/page"
import { Nothing, Reading } from "../common/states"

/** As the module itself counts them. */
const GONE_SECONDS = 30

/** Which processes there are: servers, workers, or both. */
export function Processes() {
  const { say } = useText()
  const answer = useHealth()
  return (
    <Section
      title={say("health.process.title")}
      description={say("health.process.text")}
    >
      <Reading answer={answer}>
        {({ processes }) =>
          processes.length === 0 ? (
            <Nothing title={say("health.process.none")} />
          ) : (
            processes.map((one) => <Process key={one.id} process={one} />)
          )
        }
      </Reading>
    </Section>
  )
}

function Process({ process }: { process: BookingProcess }) {
  const { say, duration, moment } = useText()
  const { name, mode, version, started_at, stopped_at } = process
  const seconds = Math.round(process.seen_seconds_ago)
  const state = stopped_at
    ? "stopped"
    : seconds > GONE_SECONDS
      ? "gone"
      : "running"
  const facts = [
    say(`health.process.mode.${mode}`),
    say("health.process.version", { version }),
    say("health.process.started", { time: moment(started_at) }),
    say("health.process.seen", { duration: duration(seconds) }),
  ]
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-6 py-4">
      <div className="min-w-0">
        <Text size="small" weight="plus" className="break-all">
          {name}
        </Text>
        <Text size="small" className="text-ui-fg-subtle">
          {facts.join(" · ")}
        </Text>
      </div>
      <StatusBadge color={COLORS[state]}>
        {say(`health.process.${state}`)}
      </StatusBadge>
    </div>
  )
}

const COLORS = { running: "green", gone: "red", stopped: "grey" } as const
