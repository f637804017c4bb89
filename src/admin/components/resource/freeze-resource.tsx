import { z } from "zod"

import { useText } from "../../hooks/use-text"
import { bookings } from "../../lib/sdk"
import { EditDrawer } from "../common/modals"
import { NoteField, UntilField } from "../form/common-fields"
import { SelectField } from "../form/fields"
import { NoteSchema, UntilSchema } from "../form/schemas"
import { useDialogForm } from "../form/use-dialog-form"

const REASONS = [
  "cleaning",
  "maintenance",
  "admin_lock",
  "system_hold",
] as const

const Schema = z.object({
  reason: z.enum(REASONS),
  note: NoteSchema,
  until: UntilSchema,
})
type Values = z.infer<typeof Schema>

type Props = {
  resource: { id: string; name: string }
  until?: string | null
  onClose: () => void
}

/** Closes a resource from today on. */
export function FreezeResource({ resource, until = null, onClose }: Props) {
  const { say, date } = useText()
  const { control, dialog } = useDialogForm({
    schema: Schema,
    values: { reason: "maintenance", note: "", until },
    run: ({ reason, note, until }: Values) =>
      bookings.resources.freeze(resource.id, {
        reason,
        ...(note ? { note } : {}),
        ...(until ? { until } : {}),
      }),
    says: (_, { until }) =>
      until
        ? say("freeze.doneUntil", { name: resource.name, date: date(until) })
        : say("freeze.done", { name: resource.name }),
    onClose,
  })
  return (
    <EditDrawer
      {...dialog}
      title={say("freeze.title", { name: resource.name })}
      description={say("freeze.text")}
      submit={say("freeze.act")}
    >
      <SelectField
        control={control}
        name="reason"
        label={say("field.reason")}
        options={REASONS.map((reason) => ({
          value: reason,
          label: say(`freeze.reason.${reason}`),
        }))}
      />
      <UntilField control={control} />
      <NoteField control={control} />
    </EditDrawer>
  )
}
