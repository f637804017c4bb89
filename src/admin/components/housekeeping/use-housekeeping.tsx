import { useAction } from "../../hooks/use-action"
import { useForms } from "../../hooks/use-forms"
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

type Room = { id: string; name: string }
const nothing = () => undefined

/**
 * Says how a room is: at once, or by a form where that closes it; the page
 * renders `HousekeepingForms`, too.
 */
export function useHousekeeping(
  resource: Room,
  onDone: () => void = nothing
): { set: (status: HousekeepingStatus) => void; isPending: boolean } {
  const { say } = useText()
  const forms = useForms()
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
      isClosing(status)
        ? forms.open(status, { of: resource.id })
        : change.act(status),
    isPending: change.isPending,
  }
}

function isClosing(
  status: string | null
): status is "out_of_order" | "maintenance" {
  return status === "out_of_order" || status === "maintenance"
}

/** The form that closes the room, if it is open. */
export function HousekeepingForms({ resource }: { resource: Room }) {
  const { form, close, closeAll } = useForms()
  return isClosing(form) ? (
    <CloseRoom
      resource={resource}
      status={form}
      onDone={closeAll}
      onClose={close}
    />
  ) : null
}

export type TaskStep = {
  id: string
  name: string
  action: TaskAction
  assignee_id?: string | null
}

/** Assigns, starts, finishes or inspects a task. */
export function useTaskStep(onDone: () => void = nothing) {
  const { say } = useText()
  return useAction({
    run: ({ id, name: _, ...step }: TaskStep) =>
      bookings.housekeeping.workTask(id, step),
    says: (_, { action, name }) => say(`task.done.${action}`, { name }),
    then: onDone,
  })
}
