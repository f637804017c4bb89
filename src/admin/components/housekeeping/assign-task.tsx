import { zodResolver } from "@hookform/resolvers/zod"
import { useForm } from "react-hook-form"
import { z } from "zod"

import { useAction } from "../../hooks/use-action"
import { useText } from "../../hooks/use-text"
import { useUserNames } from "../../hooks/users"
import { bookings } from "../../lib/sdk"
import type { HousekeepingTaskDTO } from "../../lib/types"
import { EditDrawer } from "../common/modals"
import { SelectField, TextField } from "../form/fields"

const Schema = z.object({
  assignee_id: z.string().min(1, "form.required"),
  note: z.string().trim().max(1_000, "form.tooLong"),
})
type Values = z.infer<typeof Schema>

type Props = { task: HousekeepingTaskDTO; onClose: () => void }

/** Who is to do it. */
export function AssignTask({ task, onClose }: Props) {
  const { say, date } = useText()
  const { data: users } = useUserNames()
  const name = task.resource_name
  const { control, handleSubmit } = useForm<Values>({
    resolver: zodResolver(Schema),
    defaultValues: { assignee_id: task.assignee_id ?? "", note: "" },
  })
  const assign = useAction({
    run: ({ assignee_id, note }: Values) =>
      bookings.housekeeping.workTask(task.id, {
        ...{ action: "assign", assignee_id },
        ...(note ? { note } : {}),
      }),
    says: () => say("task.done.assign", { name }),
    then: onClose,
    inForm: true,
  })
  return (
    <EditDrawer
      open
      touch
      onClose={onClose}
      title={say("task.assignTitle", { name })}
      description={date(task.due_date)}
      submit={say("task.action.assign")}
      isPending={assign.isPending}
      error={assign.error}
      onSubmit={handleSubmit((values) => assign.act(values))}
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
