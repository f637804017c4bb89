import { zodResolver } from "@hookform/resolvers/zod"
import { useForm } from "react-hook-form"
import { z } from "zod"

import { useAction } from "../../hooks/use-action"
import { useText } from "../../hooks/use-text"
import { isDate } from "../../lib/dates"
import { bookings } from "../../lib/sdk"
import { EditDrawer } from "../common/modals"
import { DateField, NumberField, SwitchField } from "../form/fields"
import { WeekdaysField } from "../form/weekdays-field"

const ALL_DAYS = [1, 2, 3, 4, 5, 6, 7]

const date = z.string("form.date").refine(isDate, "form.date")
const Schema = z
  .object({
    start_date: date,
    end_date: date,
    max_capacity: z
      .number("form.required")
      .int("form.whole")
      .min(0, "form.tooSmall")
      .max(1_000_000, "form.tooLarge"),
    weekdays: z.array(z.number()).min(1, "form.weekdays"),
    skip_existing: z.boolean(),
  })
  .refine(({ start_date, end_date }) => start_date <= end_date, {
    path: ["end_date"],
    message: "form.order",
  })
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
  const { control, handleSubmit } = useForm<Values>({
    resolver: zodResolver(Schema),
    defaultValues: {
      start_date: start,
      end_date: end,
      max_capacity: props.capacity ?? 1,
      weekdays: ALL_DAYS,
      skip_existing: false,
    },
  })
  const set = useAction({
    run: (values: Values) => bookings.capacity.set(resource.id, values),
    says: ({ created, updated }) =>
      say("capacity.setDone", { count: created.length + updated.length }),
    then: onClose,
    inForm: true,
  })
  return (
    <EditDrawer
      open
      onClose={onClose}
      title={say("capacity.set")}
      description={resource.name}
      submit={say("common.save")}
      isPending={set.isPending}
      error={set.error}
      onSubmit={handleSubmit((values) => set.act(values))}
    >
      <div className="grid grid-cols-2 gap-4">
        <DateField
          control={control}
          name="start_date"
          label={say("field.firstDate")}
        />
        <DateField
          control={control}
          name="end_date"
          label={say("field.lastDate")}
        />
      </div>
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
