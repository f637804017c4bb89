import { zodResolver } from "@hookform/resolvers/zod"
import { useForm } from "react-hook-form"
import { z } from "zod"

import { useAction } from "../../hooks/use-action"
import { useText } from "../../hooks/use-text"
import { isDate } from "../../lib/dates"
import { bookings } from "../../lib/sdk"
import { EditDrawer } from "../common/modals"
import { DateField, SwitchField, TextAreaField } from "../form/fields"

const Schema = z.object({
  until: z.string().refine(isDate, "form.date").nullable(),
  note: z.string().trim().max(1_000, "form.tooLong"),
  release_holds: z.boolean(),
})
type Values = z.infer<typeof Schema>

type Props = {
  resource: { id: string; name: string }
  status: "out_of_order" | "maintenance"
  onDone: () => void
  onClose: () => void
}

/** Out of order, or under maintenance: nobody gets it from today on. */
export function CloseRoom({ resource, status, onDone, onClose }: Props) {
  const { say } = useText()
  const named = { name: resource.name }
  const { control, handleSubmit } = useForm<Values>({
    resolver: zodResolver(Schema),
    defaultValues: { until: null, note: "", release_holds: false },
  })
  const close = useAction({
    run: ({ until, note, release_holds }: Values) =>
      bookings.housekeeping.set(resource.id, {
        status,
        ...(until ? { until } : {}),
        ...(note ? { note } : {}),
        ...(release_holds ? { release_holds } : {}),
      }),
    says: ({ holds_released, allocations_affected }) =>
      say("housekeeping.closed", {
        ...named,
        ...{
          status: say(`housekeeping.status.${status}`),
          holds: holds_released,
          allocations: allocations_affected.length,
        },
      }),
    then: onDone,
    inForm: true,
  })
  return (
    <EditDrawer
      open
      touch
      destructive
      onClose={onClose}
      title={say(`housekeeping.close.${status}`, named)}
      description={say("housekeeping.closeText")}
      submit={say(`housekeeping.status.${status}`)}
      isPending={close.isPending}
      error={close.error}
      onSubmit={handleSubmit((values) => close.act(values))}
    >
      <TextAreaField
        control={control}
        name="note"
        label={say("field.reason")}
        optional
        hint={say("form.forTheLog")}
      />
      <DateField
        control={control}
        name="until"
        label={say("field.until")}
        optional
        hint={say("freeze.untilHint")}
      />
      <SwitchField
        control={control}
        name="release_holds"
        label={say("blackout.release")}
        hint={say("blackout.releaseHint")}
      />
    </EditDrawer>
  )
}
