import { z } from "zod"

import { useText } from "../../hooks/use-text"
import { useUserNames } from "../../hooks/users"
import { bookings } from "../../lib/sdk"
import type { HousekeepingTaskDTO } from "../../lib/types"
import { EditDrawer } from "../common/modals"
import { SelectField, TextField } from "../form/fields"
import { NoteSchema } from "../form/schemas"
import { useDialogForm } from "../form/use-dialog-form"

const Schema = z.object({
  assignee_id: z.string().min(1, "form.required"),
  note: NoteSchema,
})
type Values = z.infer<typeof Schema>

type Props = { task: HousekeepingTaskDTO; onClose: () => void }

/** Who is to do it. */
export function AssignTask({ task, onClose }: Props) {
  const { say, date } = useText()
  const { data: users } = useUserNames()
  const name = task.resource_name
  const { control, dialog } = useDialogForm({
    schema: Schema,
    values: { assignee_id: task.assignee_id ?? "", note: "" },
    run: ({ assignee_id, note }: Values) =>
      bookings.housekeeping.workTask(task.id, {
        ...{ action: "assign", assignee_id },
        ...(note ? { note } : {}),
      }),
    says: () => say("task.done.assign", { name }),
    onClose,
  })
  return (
    <EditDrawer
      {...dialog}
      touch
      title={say("task.assignTitle", { name })}
      description={date(task.due_date)}
      submit={say("task.action.assign")}
    >
      <SelectField
        control={control}
        name="assignee_id"
        label={say("field.assignee")}
        options={[...(users ?? [])].map(([value, label]) => ({ value, label }))}
      />
      <TextField
        control={control}
        name="note"
        label={say("field.note")}
        optional
        hint={say("form.staffOnly")}
      />
    </EditDrawer>
  )
}
