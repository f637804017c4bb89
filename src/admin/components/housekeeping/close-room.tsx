import { z } from "zod"

import { useText } from "../../hooks/use-text"
import { bookings } from "../../lib/sdk"
import { EditDrawer } from "../common/modals"
import { ReleaseHoldsField, UntilField } from "../form/common-fields"
import { TextAreaField } from "../form/fields"
import { NoteSchema, UntilSchema } from "../form/schemas"
import { useDialogForm } from "../form/use-dialog-form"

const Schema = z.object({
  until: UntilSchema,
  note: NoteSchema,
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
  const { control, dialog } = useDialogForm({
    schema: Schema,
    values: { until: null, note: "", release_holds: false },
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
    onClose,
    then: onDone,
  })
  return (
    <EditDrawer
      {...dialog}
      touch
      destructive
      title={say(`housekeeping.close.${status}`, named)}
      description={say("housekeeping.closeText")}
      submit={say(`housekeeping.status.${status}`)}
    >
      <TextAreaField
        control={control}
        name="note"
        label={say("field.reason")}
        optional
        hint={say("form.forTheLog")}
      />
      <UntilField control={control} />
      <ReleaseHoldsField control={control} />
    </EditDrawer>
  )
}
