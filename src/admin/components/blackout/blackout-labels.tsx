import { StatusBadge, Text } from "@medusajs/ui"

import type { Names } from "../../hooks/catalog"
import { useText } from "../../hooks/use-text"
import type {
  BlackoutDTO,
  FreezeReason,
  HousekeepingStatus,
} from "../../lib/types"
import { GroupLink, ResourceLink } from "../common/labels"

export function BlackoutKind({ kind }: { kind: BlackoutDTO["kind"] }) {
  const { say } = useText()
  return (
    <StatusBadge color={kind === "freeze" ? "blue" : "grey"}>
      {say(`blackout.kind.${kind}`)}
    </StatusBadge>
  )
}

/** What is closed. */
export function BlackoutSubject(props: {
  blackout: BlackoutDTO
  /** Of resources, and of groups. */
  names: Names | undefined
  groups: Names | undefined
}) {
  const { say } = useText()
  const { resource_id, group_id } = props.blackout
  if (resource_id) {
    return (
      <ResourceLink
        id={resource_id}
        name={props.names?.get(resource_id)?.name}
      />
    )
  }
  return group_id ? (
    <GroupLink id={group_id} name={props.groups?.get(group_id)?.name} />
  ) : (
    <Text size="small" leading="compact">
      {say("blackout.scopes.all")}
    </Text>
  )
}

export function BlackoutDates({ blackout }: { blackout: BlackoutDTO }) {
  const { say, range, date } = useText()
  const { start_date, end_date } = blackout
  return (
    <Text size="small" leading="compact">
      {end_date
        ? range(start_date, end_date)
        : say("blackout.openEnd", { from: date(start_date) })}
    </Text>
  )
}

/** A blackout's reason is a sentence, the others' are codes. */
export function BlackoutReason({ blackout }: { blackout: BlackoutDTO }) {
  const { say } = useText()
  const { kind, reason, note } = blackout
  const texts: Record<BlackoutDTO["kind"], () => string> = {
    blackout: () => reason,
    freeze: () => say(`freeze.reason.${reason as FreezeReason}`),
    out_of_order: () =>
      say(`housekeeping.status.${reason as HousekeepingStatus}`),
  }
  const text = texts[kind]()
  return (
    <Text size="small" leading="compact" className="max-w-xs truncate">
      {note ? `${text} · ${note}` : text}
    </Text>
  )
}
