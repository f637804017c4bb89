import { StatusBadge, Text } from "@medusajs/ui"

import { useText } from "../../hooks/use-text"
import type { HealthProblem } from "../../lib/types"

/** What is wrong, the gravest first; nothing while all is well. */
export function Problems({ problems }: { problems: HealthProblem[] }) {
  const { say, translate, number, duration } = useText()
  return problems.map((problem) => {
    const { code, severity, message, details } = problem
    const { seconds, failures, task = "" } = details
    const { processes = [], options = [], versions = [] } = details
    const values = {
      ...{ duration: duration(Math.abs(seconds ?? 0), "long"), task },
      failures: number(failures ?? 0),
      processes: processes.join(", "),
      options: options.join(", "),
      versions: versions.join(", "),
    }
    const sentence = translate(keyOf(problem), values, message)
    return (
      <div
        key={`${code} ${task} ${processes.join()}`}
        className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-6 py-4"
      >
        <div className="min-w-0">
          <Text size="small" weight="plus" className="text-pretty">
            {sentence}
          </Text>
          <Text size="xsmall" className="text-ui-fg-muted font-mono">
            {code}
          </Text>
        </div>
        <StatusBadge color={severity === "degraded" ? "red" : "blue"}>
          {say(`health.severity.${severity}`)}
        </StatusBadge>
      </div>
    )
  })
}

/** Some are said in one of two ways. */
function keyOf({ code, details }: HealthProblem): string {
  const { seconds = null } = details
  switch (code) {
    case "no_worker":
    case "task_late":
    case "bus_silent":
    case "reconciliation_late":
      return `problem.${code}.${seconds === null ? "never" : "since"}`
    case "clock_wrong":
      return `problem.${code}.${(seconds ?? 0) > 0 ? "ahead" : "behind"}`
    default:
      return `problem.${code}`
  }
}
