import { zodResolver } from "@hookform/resolvers/zod"
import { useForm } from "react-hook-form"
import { z } from "zod"

import { useAction } from "../../hooks/use-action"
import { useText } from "../../hooks/use-text"
import { isDate } from "../../lib/dates"
import { bookings } from "../../lib/sdk"
import { EditDrawer } from "../common/modals"
import { DateField, SelectField, TextAreaField } from "../form/fields"

const REASONS = [
  "cleaning",
  "maintenance",
  "admin_lock",
  "system_hold",
] as const

const Schema = z.object({
  reason: z.enum(REASONS),
  note: z.string().max(1_000, "form.tooLong"),
  until: z.string().refine(isDate, "form.date").nullable(),
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
  const { control, handleSubmit } = useForm<Values>({
    resolver: zodResolver(Schema),
    defaultValues: { reason: "maintenance", note: "", until },
  })
  const freeze = useAction({
    run: ({ reason, note, until }: Values) =>
      bookings.resources.freeze(resource.id, {
        reason,
        ...(note.trim() ? { note: note.trim() } : {}),
        ...(until ? { until } : {}),
      }),
    says: (_, { until }) =>
      until
        ? say("freeze.doneUntil", { name: resource.name, date: date(until) })
        : say("freeze.done", { name: resource.name }),
    then: onClose,
    inForm: true,
  })
  return (
    <EditDrawer
      open
      onClose={onClose}
      title={say("freeze.title", { name: resource.name })}
      description={say("freeze.text")}
      submit={say("freeze.act")}
      isPending={freeze.isPending}
      error={freeze.error}
      onSubmit={handleSubmit((values) => freeze.act(values))}
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
      <DateField
        control={control}
        name="until"
        label={say("field.until")}
        optional
        hint={say("freeze.untilHint")}
      />
      <TextAreaField
        control={control}
        name="note"
        label={say("field.note")}
        optional
        hint={say("form.staffOnly")}
      />
    </EditDrawer>
  )
}
