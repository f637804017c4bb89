import { InlineTip } from "@medusajs/ui"
import { useWatch } from "react-hook-form"
import { z } from "zod"

import { useText } from "../../hooks/use-text"
import { isDate } from "../../lib/dates"
import { bookings } from "../../lib/sdk"
import type { ConflictDTO } from "../../lib/types"
import { EditDrawer } from "../common/modals"
import { DateRangeFields } from "../form/date-range-fields"
import {
  NumberField,
  SelectField,
  SwitchField,
  TextAreaField,
} from "../form/fields"
import { ResourceField } from "../form/pickers"
import { NoteSchema, QuantitySchema } from "../form/schemas"
import { useDialogForm } from "../form/use-dialog-form"

const OUTCOMES = ["rebooked", "overbooked", "refunded", "dismissed"] as const

const date = z.string().refine((text) => text === "" || isDate(text), {
  message: "form.date",
})
const Schema = z
  .object({
    outcome: z.enum(OUTCOMES),
    note: NoteSchema,
    elsewhere: z.boolean(),
    resource_id: z.string().nullable(),
    start_date: date,
    end_date: date,
    quantity: QuantitySchema,
  })
  .refine(({ outcome, note }) => outcome !== "dismissed" || note, {
    path: ["note"],
    message: "form.required",
  })
  .refine((values) => !isElsewhere(values) || values.resource_id, {
    path: ["resource_id"],
    message: "form.required",
  })
  .refine((values) => !isElsewhere(values) || values.start_date, {
    path: ["start_date"],
    message: "form.date",
  })
  .refine(
    (values) =>
      !isElsewhere(values) ||
      (values.end_date !== "" && values.start_date <= values.end_date),
    { path: ["end_date"], message: "form.order" }
  )
type Values = z.infer<typeof Schema>

function isElsewhere(values: { outcome: string; elsewhere: boolean }) {
  return values.outcome === "rebooked" && values.elsewhere
}

type Props = { conflict: ConflictDTO; onClose: () => void }

/** What is done for who paid for dates that were gone. */
export function ResolveConflict({ conflict, onClose }: Props) {
  const { say } = useText()
  const [item] = conflict.items
  const { control, dialog } = useDialogForm({
    schema: Schema,
    values: {
      outcome: conflict.order_id ? "rebooked" : "refunded",
      note: "",
      elsewhere: true,
      resource_id: item?.resource_id ?? null,
      start_date: item?.start_date ?? "",
      end_date: item?.end_date ?? "",
      quantity: item?.quantity ?? 1,
    },
    run: (values: Values) =>
      bookings.conflicts.resolve(conflict.id, bodyOf(values)),
    says: () => say("conflict.resolved"),
    onClose,
  })
  const values = useWatch({ control })
  const outcome = values.outcome ?? "refunded"
  // Without an order there is nothing that dates could be booked for.
  const possible = OUTCOMES.filter(
    (each) => conflict.order_id || each === "refunded" || each === "dismissed"
  )
  return (
    <EditDrawer
      {...dialog}
      title={say("conflict.resolveTitle")}
      description={say("conflict.resolveText")}
      submit={say("conflict.resolve")}
    >
      <SelectField
        control={control}
        name="outcome"
        label={say("conflict.outcome")}
        options={possible.map((value) => ({
          value,
          label: say(`conflict.outcomes.${value}`),
        }))}
      />
      <InlineTip label={say(`conflict.outcomes.${outcome}`)}>
        {say(`conflict.outcomeText.${outcome}`)}
      </InlineTip>
      {outcome === "rebooked" && (
        <SwitchField
          control={control}
          name="elsewhere"
          label={say("conflict.elsewhere")}
          hint={say("conflict.elsewhereHint")}
        />
      )}
      {outcome === "rebooked" && values.elsewhere && (
        <>
          <ResourceField
            control={control}
            name="resource_id"
            label={say("field.resource")}
          />
          <DateRangeFields control={control} span="either" />
          <NumberField
            control={control}
            name="quantity"
            label={say("field.quantity")}
            min={1}
          />
        </>
      )}
      <TextAreaField
        control={control}
        name="note"
        label={say("field.note")}
        optional={outcome !== "dismissed"}
        hint={say("form.forTheLog")}
      />
    </EditDrawer>
  )
}

function bodyOf(values: Values) {
  const { outcome, note } = values
  const { start_date, end_date, quantity } = values
  const resource_id = values.resource_id ?? undefined
  return {
    outcome,
    ...(note ? { note } : {}),
    ...(isElsewhere(values)
      ? { items: [{ resource_id, start_date, end_date, quantity }] }
      : {}),
  }
}
