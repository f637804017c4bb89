import { z } from "zod"

import { useText } from "../../hooks/use-text"
import { bookings } from "../../lib/sdk"
import type { AllocationDTO } from "../../lib/types"
import { EditDrawer } from "../common/modals"
import { OverrideField, ReasonField } from "../form/common-fields"
import { DateRangeFields } from "../form/date-range-fields"
import { ResourceField } from "../form/pickers"
import { DATE_RANGE, datesInOrder, ReasonSchema } from "../form/schemas"
import { useDialogForm } from "../form/use-dialog-form"

const Schema = z
  .object({
    resource_id: z.string("form.required"),
    ...DATE_RANGE,
    reason: ReasonSchema,
    override_rules: z.boolean(),
  })
  .superRefine(datesInOrder)
type Values = z.infer<typeof Schema>

type Props = { allocation: AllocationDTO; onClose: () => void }

/** To other dates, to another resource, or both. */
export function MoveAllocation({ allocation, onClose }: Props) {
  const { say, range } = useText()
  const { control, dialog } = useDialogForm({
    schema: Schema,
    values: {
      resource_id: allocation.resource_id,
      start_date: allocation.start_date,
      end_date: allocation.end_date,
      reason: "",
      override_rules: false,
    },
    run: (values: Values) => bookings.allocations.move(allocation.id, values),
    says: ({ allocation: { start_date, end_date } }) =>
      say("allocation.moved", { dates: range(start_date, end_date) }),
    onClose,
  })
  return (
    <EditDrawer
      {...dialog}
      title={say("allocation.moveTitle")}
      description={say("allocation.moveText")}
      submit={say("allocation.moveAct")}
    >
      <ResourceField
        control={control}
        name="resource_id"
        label={say("field.resource")}
      />
      <DateRangeFields control={control} span="either" />
      <ReasonField control={control} />
      <OverrideField control={control} />
    </EditDrawer>
  )
}
