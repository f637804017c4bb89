import { zodResolver } from "@hookform/resolvers/zod"
import { InlineTip } from "@medusajs/ui"
import { useForm, useWatch } from "react-hook-form"
import { z } from "zod"

import { useAction } from "../../hooks/use-action"
import { useText } from "../../hooks/use-text"
import { isDate } from "../../lib/dates"
import { bookings } from "../../lib/sdk"
import type { ConflictDTO } from "../../lib/types"
import { EditDrawer } from "../common/modals"
import {
  DateField,
  NumberField,
  SelectField,
  SwitchField,
  TextAreaField,
} from "../form/fields"
import { ResourceField } from "../form/pickers"

const OUTCOMES = ["rebooked", "overbooked", "refunded", "dismissed"] as const

const date = z.string().refine((text) => text === "" || isDate(text), {
  message: "form.date",
})
const Schema = z
  .object({
    outcome: z.enum(OUTCOMES),
    note: z.string().trim().max(1_000, "form.tooLong"),
    elsewhere: z.boolean(),
    resource_id: z.string().nullable(),
    start_date: date,
    end_date: date,
    quantity: z.number("form.required").int("form.whole").min(1).max(1_000),
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
  const { control, handleSubmit } = useForm<Values>({
    resolver: zodResolver(Schema),
    defaultValues: {
      outcome: conflict.order_id ? "rebooked" : "refunded",
      note: "",
      elsewhere: true,
      resource_id: item?.resource_id ?? null,
      start_date: item?.start_date ?? "",
      end_date: item?.end_date ?? "",
      quantity: item?.quantity ?? 1,
    },
  })
  const values = useWatch({ control })
  const outcome = values.outcome ?? "refunded"
  const resolve = useAction({
    run: (values: Values) =>
      bookings.conflicts.resolve(conflict.id, bodyOf(values)),
    says: () => say("conflict.resolved"),
    then: onClose,
    inForm: true,
  })
  // Without an order there is nothing that dates could be booked for.
  const possible = OUTCOMES.filter(
    (each) => conflict.order_id || each === "refunded" || each === "dismissed"
  )
  return (
    <EditDrawer
      open
      onClose={onClose}
      title={say("conflict.resolveTitle")}
      description={say("conflict.resolveText")}
      submit={say("conflict.resolve")}
      isPending={resolve.isPending}
      error={resolve.error}
      onSubmit={handleSubmit((values) => resolve.act(values))}
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
          <div className="grid grid-cols-2 gap-4">
            <DateField
              control={control}
              name="start_date"
              label={say("field.start")}
            />
            <DateField
              control={control}
              name="end_date"
              label={say("field.end")}
            />
          </div>
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
