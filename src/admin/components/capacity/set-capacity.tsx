import { z } from "zod"

import { useText } from "../../hooks/use-text"
import { bookings } from "../../lib/sdk"
import { EditDrawer } from "../common/modals"
import { DateRangeFields } from "../form/date-range-fields"
import { NumberField, SwitchField } from "../form/fields"
import { DATE_RANGE, datesInOrder } from "../form/schemas"
import { useDialogForm } from "../form/use-dialog-form"
import { WeekdaysField } from "../form/weekdays-field"

const ALL_DAYS = [1, 2, 3, 4, 5, 6, 7]

const Schema = z
  .object({
    ...DATE_RANGE,
    max_capacity: z
      .number("form.required")
      .int("form.whole")
      .min(0, "form.tooSmall")
      .max(1_000_000, "form.tooLarge"),
    weekdays: z.array(z.number()).min(1, "form.weekdays"),
    skip_existing: z.boolean(),
  })
  .superRefine(datesInOrder)
type Values = z.infer<typeof Schema>

type Props = {
  resource: { id: string; name: string }
  start: string
  end: string
  capacity?: number | null
  onClose: () => void
}

/** Sets the capacity of a range of dates, or of its weekdays. */
export function SetCapacity(props: Props) {
  const { resource, start, end, onClose } = props
  const { say } = useText()
  const { control, dialog } = useDialogForm({
    schema: Schema,
    values: {
      start_date: start,
      end_date: end,
      max_capacity: props.capacity ?? 1,
      weekdays: ALL_DAYS,
      skip_existing: false,
    },
    run: (values: Values) => bookings.capacity.set(resource.id, values),
    says: ({ created, updated }) =>
      say("capacity.setDone", { count: created.length + updated.length }),
    onClose,
  })
  return (
    <EditDrawer
      {...dialog}
      title={say("capacity.set")}
      description={resource.name}
      submit={say("common.save")}
    >
      <DateRangeFields control={control} />
      <NumberField
        control={control}
        name="max_capacity"
        label={say("field.capacity")}
        min={0}
        hint={say("capacity.setHint")}
      />
      <WeekdaysField
        control={control}
        name="weekdays"
        label={say("field.weekdays")}
      />
      <SwitchField
        control={control}
        name="skip_existing"
        label={say("capacity.skip")}
        hint={say("capacity.skipHint")}
      />
    </EditDrawer>
  )
}
