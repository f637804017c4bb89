import { z } from "zod"

import { useText } from "../../hooks/use-text"
import { datesOf } from "../../lib/dates"
import { bookings } from "../../lib/sdk"
import { EditDrawer } from "../common/modals"
import { ReasonField } from "../form/common-fields"
import { DateRangeFields } from "../form/date-range-fields"
import { NumberField } from "../form/fields"
import { DATE_RANGE, datesInOrder, ReasonSchema } from "../form/schemas"
import { useDialogForm } from "../form/use-dialog-form"

const Schema = z
  .object({
    ...DATE_RANGE,
    adjustment: z
      .number("form.required")
      .int("form.whole")
      .refine((value) => value !== 0, "form.notZero"),
    reason: ReasonSchema,
  })
  .superRefine(datesInOrder)
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
  const { control, dialog } = useDialogForm({
    schema: Schema,
    values: {
      start_date: start,
      end_date: end,
      adjustment: 1,
      reason: "",
    },
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
    onClose,
  })
  return (
    <EditDrawer
      {...dialog}
      title={say("capacity.adjust")}
      description={resource.name}
      submit={say("common.save")}
    >
      <DateRangeFields control={control} />
      <NumberField
        control={control}
        name="adjustment"
        label={say("field.adjustment")}
        hint={say("capacity.adjustHint")}
      />
      <ReasonField control={control} />
    </EditDrawer>
  )
}
