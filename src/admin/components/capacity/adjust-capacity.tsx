import { zodResolver } from "@hookform/resolvers/zod"
import { useForm } from "react-hook-form"
import { z } from "zod"

import { useAction } from "../../hooks/use-action"
import { useText } from "../../hooks/use-text"
import { datesOf, isDate } from "../../lib/dates"
import { bookings } from "../../lib/sdk"
import { EditDrawer } from "../common/modals"
import { DateField, NumberField, TextField } from "../form/fields"

const date = z.string("form.date").refine(isDate, "form.date")
const Schema = z
  .object({
    start_date: date,
    end_date: date,
    adjustment: z
      .number("form.required")
      .int("form.whole")
      .refine((value) => value !== 0, "form.notZero"),
    reason: z
      .string()
      .trim()
      .min(1, "form.required")
      .max(1_000, "form.tooLong"),
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
  onClose: () => void
}

/** Adds units to dates, or takes some away, for a reason. */
export function AdjustCapacity({ resource, start, end, onClose }: Props) {
  const { say } = useText()
  const { control, handleSubmit } = useForm<Values>({
    resolver: zodResolver(Schema),
    defaultValues: {
      start_date: start,
      end_date: end,
      adjustment: 1,
      reason: "",
    },
  })
  const adjust = useAction({
    run: ({ start_date, end_date, adjustment, reason }: Values) =>
      bookings.capacity.adjust(resource.id, {
        dates: datesOf({ start: start_date, end: end_date }),
        adjustment,
        reason,
      }),
    says: (_, { start_date, end_date }) =>
      say("capacity.adjustDone", {
        count: datesOf({ start: start_date, end: end_date }).length,
      }),
    then: onClose,
    inForm: true,
  })
  return (
    <EditDrawer
      open
      onClose={onClose}
      title={say("capacity.adjust")}
      description={resource.name}
      submit={say("common.save")}
      isPending={adjust.isPending}
      error={adjust.error}
      onSubmit={handleSubmit((values) => adjust.act(values))}
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
        name="adjustment"
        label={say("field.adjustment")}
        hint={say("capacity.adjustHint")}
      />
      <TextField
        control={control}
        name="reason"
        label={say("field.reason")}
        hint={say("form.forTheLog")}
      />
    </EditDrawer>
  )
}
