import { zodResolver } from "@hookform/resolvers/zod"
import { InlineTip } from "@medusajs/ui"
import { useForm } from "react-hook-form"
import { z } from "zod"

import { useAction } from "../../hooks/use-action"
import { useText } from "../../hooks/use-text"
import { bookings } from "../../lib/sdk"
import type { AllocationDTO } from "../../lib/types"
import { EditDrawer } from "../common/modals"
import { SwitchField, TextField } from "../form/fields"

const Schema = z.object({
  reason: z.string().trim().max(1_000, "form.tooLong"),
  whole_line: z.boolean(),
})
type Values = z.infer<typeof Schema>

type Props = { allocation: AllocationDTO; onClose: () => void }

/** Gives the dates back: asked once, with the reason for the log. */
export function CancelAllocation({ allocation, onClose }: Props) {
  const { say, range } = useText()
  const dates = range(allocation.start_date, allocation.end_date)
  const { control, handleSubmit } = useForm<Values>({
    resolver: zodResolver(Schema),
    defaultValues: { reason: "", whole_line: false },
  })
  const cancel = useAction({
    run: ({ reason, whole_line }: Values) =>
      bookings.allocations.cancel(allocation.id, {
        ...(reason ? { reason } : {}),
        ...(whole_line ? { whole_line } : {}),
      }),
    says: ({ allocations }) =>
      say("allocation.canceled", { count: allocations.length }),
    then: onClose,
    inForm: true,
  })
  return (
    <EditDrawer
      open
      destructive
      onClose={onClose}
      title={say("allocation.cancelTitle")}
      description={dates}
      submit={say("allocation.cancelAct")}
      isPending={cancel.isPending}
      error={cancel.error}
      onSubmit={handleSubmit((values) => cancel.act(values))}
    >
      <InlineTip variant="warning" label={say("common.note")}>
        {say("allocation.cancelText")}
      </InlineTip>
      <TextField
        control={control}
        name="reason"
        label={say("field.reason")}
        optional
        hint={say("form.forTheLog")}
      />
      {allocation.line_item_id && (
        <SwitchField
          control={control}
          name="whole_line"
          label={say("allocation.wholeLine")}
          hint={say("allocation.wholeLineHint")}
        />
      )}
    </EditDrawer>
  )
}
