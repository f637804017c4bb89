import { zodResolver } from "@hookform/resolvers/zod"
import { useForm } from "react-hook-form"
import { z } from "zod"

import { useAction } from "../../hooks/use-action"
import { useText } from "../../hooks/use-text"
import { isDate } from "../../lib/dates"
import { bookings } from "../../lib/sdk"
import type { AllocationDTO } from "../../lib/types"
import { EditDrawer } from "../common/modals"
import { DateField, SwitchField, TextField } from "../form/fields"
import { ResourceField } from "../form/pickers"

const date = z.string("form.date").refine(isDate, "form.date")
const Schema = z
  .object({
    resource_id: z.string("form.required"),
    start_date: date,
    end_date: date,
    reason: z
      .string()
      .trim()
      .min(1, "form.required")
      .max(1_000, "form.tooLong"),
    override_rules: z.boolean(),
  })
  .refine(({ start_date, end_date }) => start_date <= end_date, {
    path: ["end_date"],
    message: "form.order",
  })
type Values = z.infer<typeof Schema>

type Props = { allocation: AllocationDTO; onClose: () => void }

/** To other dates, to another resource, or both. */
export function MoveAllocation({ allocation, onClose }: Props) {
  const { say, range } = useText()
  const { control, handleSubmit } = useForm<Values>({
    resolver: zodResolver(Schema),
    defaultValues: {
      resource_id: allocation.resource_id,
      start_date: allocation.start_date,
      end_date: allocation.end_date,
      reason: "",
      override_rules: false,
    },
  })
  const move = useAction({
    run: (values: Values) => bookings.allocations.move(allocation.id, values),
    says: ({ allocation: { start_date, end_date } }) =>
      say("allocation.moved", { dates: range(start_date, end_date) }),
    then: onClose,
    inForm: true,
  })
  return (
    <EditDrawer
      open
      onClose={onClose}
      title={say("allocation.moveTitle")}
      description={say("allocation.moveText")}
      submit={say("allocation.moveAct")}
      isPending={move.isPending}
      error={move.error}
      onSubmit={handleSubmit((values) => move.act(values))}
    >
      <ResourceField
        control={control}
        name="resource_id"
        label={say("field.resource")}
      />
      <div className="grid grid-cols-2 gap-4">
        <DateField
          control={control}
          name="start_date"
          label={say("field.start")}
        />
        <DateField control={control} name="end_date" label={say("field.end")} />
      </div>
      <TextField
        control={control}
        name="reason"
        label={say("field.reason")}
        hint={say("form.forTheLog")}
      />
      <SwitchField
        control={control}
        name="override_rules"
        label={say("book.override")}
        hint={say("book.overrideHint")}
      />
    </EditDrawer>
  )
}
