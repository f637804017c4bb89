import { InlineTip } from "@medusajs/ui"
import { z } from "zod"

import { useText } from "../../hooks/use-text"
import { bookings } from "../../lib/sdk"
import type { AllocationDTO } from "../../lib/types"
import { EditDrawer } from "../common/modals"
import { ReasonField } from "../form/common-fields"
import { SwitchField } from "../form/fields"
import { NoteSchema } from "../form/schemas"
import { useDialogForm } from "../form/use-dialog-form"

const Schema = z.object({
  reason: NoteSchema,
  whole_line: z.boolean(),
})
type Values = z.infer<typeof Schema>

type Props = { allocation: AllocationDTO; onClose: () => void }

/** Gives the dates back: asked once, with the reason for the log. */
export function CancelAllocation({ allocation, onClose }: Props) {
  const { say, range } = useText()
  const dates = range(allocation.start_date, allocation.end_date)
  const { control, dialog } = useDialogForm({
    schema: Schema,
    values: { reason: "", whole_line: false },
    run: ({ reason, whole_line }: Values) =>
      bookings.allocations.cancel(allocation.id, {
        ...(reason ? { reason } : {}),
        ...(whole_line ? { whole_line } : {}),
      }),
    says: ({ allocations }) =>
      say("allocation.canceled", { count: allocations.length }),
    onClose,
  })
  return (
    <EditDrawer
      {...dialog}
      destructive
      title={say("allocation.cancelTitle")}
      description={dates}
      submit={say("allocation.cancelAct")}
    >
      <InlineTip variant="warning" label={say("common.note")}>
        {say("allocation.cancelText")}
      </InlineTip>
      <ReasonField control={control} optional />
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
