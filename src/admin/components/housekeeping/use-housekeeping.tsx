import { type ReactNode, useState } from "react"

import { useAction } from "../../hooks/use-action"
import { useText } from "../../hooks/use-text"
import { bookings } from "../../lib/sdk"
import type { HousekeepingStatus, TaskAction } from "../../lib/types"
import { CloseRoom } from "./close-room"

export const HOUSEKEEPING_STATUSES = [
  "clean",
  "inspected",
  "dirty",
  "out_of_order",
  "maintenance",
] as const satisfies HousekeepingStatus[]

/**
 * Says how a room is: at once, or by a form where that closes it.
 *
 * @returns `form`: to be rendered by the page, if there is one
 */
export function useHousekeeping(
  resource: { id: string; name: string },
  onDone: () => void = () => undefined
): {
  set: (status: HousekeepingStatus) => void
  isPending: boolean
  form: ReactNode
} {
  const { say } = useText()
  const [closing, setClosing] = useState<"out_of_order" | "maintenance" | null>(
    null
  )
  const change = useAction({
    run: (status: HousekeepingStatus) =>
      bookings.housekeeping.set(resource.id, { status }),
    says: ({ housekeeping_status }) =>
      say("housekeeping.set", {
        name: resource.name,
        status: say(`housekeeping.status.${housekeeping_status}`),
      }),
    then: onDone,
  })
  return {
    set: (status) =>
      status === "out_of_order" || status === "maintenance"
        ? setClosing(status)
        : change.act(status),
    isPending: change.isPending,
    form: closing && (
      <CloseRoom
        resource={resource}
        status={closing}
        onDone={() => {
          setClosing(null)
          onDone()
        }}
        onClose={() => setClosing(null)}
      />
    ),
  }
}

export type TaskStep = {
  id: string
  name: string
  action: TaskAction
  assignee_id?: string | null
}

/** Assigns, starts, finishes or inspects a task. */
export function useTaskStep(onDone: () => void = () => undefined) {
  const { say } = useText()
  return useAction({
    run: ({ id, name: _, ...step }: TaskStep) =>
      bookings.housekeeping.workTask(id, step),
    says: (_, { action, name }) => say(`task.done.${action}`, { name }),
    then: onDone,
  })
}
