import { Text } from "@medusajs/ui"

import type { Names } from "../../hooks/catalog"
import { type TextKey, useText } from "../../hooks/use-text"
import type { OperationDTO } from "../../lib/types"

const SHOWN = ["resource_id", "dates", "status", "assignee_id"] as const

type State = Partial<Record<(typeof SHOWN)[number], unknown>>

type Props = {
  entry: OperationDTO
  names: Names | undefined
  users: Map<string, string> | undefined
}

/** What was before and is after, of what people ask for. */
export function Change({ entry, names, users }: Props) {
  const { say, range } = useText()
  const before = stateOf(entry.before)
  const after = stateOf(entry.after)
  const kind = entry.operation.startsWith("task.") ? "task" : "housekeeping"
  const show = (key: keyof State, value: unknown): string => {
    if (Array.isArray(value) && value.length > 0) {
      return range(String(value[0]), String(value.at(-1)))
    }
    if (typeof value !== "string") {
      return "–"
    }
    switch (key) {
      case "resource_id":
        return names?.get(value)?.name ?? "…"
      case "assignee_id":
        return users?.get(value) ?? value
      case "status":
        return say(`${kind}.status.${value}` as TextKey)
      case "dates":
        return value
    }
  }
  const changes = SHOWN.filter(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key])
  ).filter((key) => before[key] || after[key])
  if (changes.length === 0 || !entry.before) {
    return "–"
  }
  return (
    <span className="flex flex-col gap-y-0.5">
      {changes.map((key) => (
        <Text key={key} as="span" size="small" leading="compact">
          {show(key, before[key])} → {show(key, after[key])}
        </Text>
      ))}
    </span>
  )
}

function stateOf(value: unknown): State {
  return typeof value === "object" && value !== null ? value : {}
}
