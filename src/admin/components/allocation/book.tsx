import { useWatch } from "react-hook-form"
import { z } from "zod"

import { useResource } from "../../hooks/catalog"
import { useOnce } from "../../hooks/use-once"
import { useText } from "../../hooks/use-text"
import { addDays } from "../../lib/dates"
import { bookings } from "../../lib/sdk"
import type { ResourceDTO } from "../../lib/types"
import { CreateModal } from "../common/modals"
import { EmailField, NoteField, OverrideField } from "../form/common-fields"
import { DateRangeFields } from "../form/date-range-fields"
import {
  FieldFrame,
  type FieldProps,
  NumberField,
  useField,
} from "../form/fields"
import { OrderPicker, ResourceField } from "../form/pickers"
import {
  DATE_RANGE,
  datesInOrder,
  EmailSchema,
  NoteSchema,
  QuantitySchema,
} from "../form/schemas"
import { useDialogForm } from "../form/use-dialog-form"
import { GuestFields, GuestSchema, guestsOf } from "./guest-fields"

const Schema = z
  .object({
    resource_id: z.string("form.required"),
    ...DATE_RANGE,
    quantity: QuantitySchema,
    order_id: z.string().nullable(),
    email: EmailSchema,
    note: NoteSchema,
    override_rules: z.boolean(),
    guests: z.array(GuestSchema).max(100),
  })
  .superRefine(datesInOrder)
type Values = z.infer<typeof Schema>

type Props = {
  /** What is booked; else it is chosen here. */
  resource?: ResourceDTO
  /** Dates that are to be booked, first and last. */
  from?: string | undefined
  to?: string | undefined
  onClose: () => void
}

/** Books for somebody: on the phone, at the desk, for the house itself. */
export function Book(props: Props) {
  const { onClose } = props
  const { say } = useText()
  const once = useOnce()
  const { control, dialog } = useDialogForm({
    schema: Schema,
    values: {
      resource_id: props.resource?.id ?? null!,
      start_date: props.from ?? "",
      end_date: endOf(props),
      quantity: 1,
      order_id: null,
      email: "",
      note: "",
      override_rules: false,
      guests: [],
    },
    run: (values: Values) =>
      once(values, (idempotencyKey) =>
        bookings.allocations.create(bodyOf(values), { idempotencyKey })
      ),
    says: () => say("book.done", { name: resource.data?.name ?? "" }),
    onClose,
  })
  const chosen = useWatch({ control, name: "resource_id" })
  const resource = useResource(chosen, Boolean(chosen))
  return (
    <CreateModal
      {...dialog}
      title={say("book.title")}
      description={say("book.text")}
      submit={say("book.act")}
    >
      <div className="grid grid-cols-1 gap-x-4 gap-y-6 sm:grid-cols-2">
        <ResourceField
          control={control}
          name="resource_id"
          label={say("field.resource")}
        />
        <NumberField
          control={control}
          name="quantity"
          label={say("field.quantity")}
          min={1}
        />
        <DateRangeFields
          control={control}
          span={resource.data?.span}
          className="contents"
        />
        <OrderField
          control={control}
          name="order_id"
          label={say("field.order")}
          optional
          hint={say("book.orderHint")}
        />
        <EmailField control={control} />
      </div>
      <NoteField control={control} rows={2} />
      <GuestFields control={control} />
      <OverrideField control={control} />
    </CreateModal>
  )
}

function OrderField(props: FieldProps<Values>) {
  const { id, field, error } = useField(props)
  return (
    <FieldFrame {...props} id={id} error={error}>
      <OrderPicker
        id={id}
        clearable
        value={field.value as string | null}
        onChange={field.onChange}
      />
    </FieldFrame>
  )
}

/** A stay of nights ends a day later. */
function endOf({ to, resource }: Props): string {
  const isNights = resource?.span === "night"
  return to === undefined ? "" : isNights ? addDays(to, 1) : to
}

function bodyOf(values: Values) {
  const { order_id, email, note, guests, override_rules } = values
  const { resource_id, start_date, end_date, quantity } = values
  return {
    items: [{ resource_id, start_date, end_date, quantity }],
    ...(order_id ? { order_id } : {}),
    ...(email ? { email } : {}),
    ...(note ? { note } : {}),
    ...(guests.length > 0 ? { guests: guestsOf(guests) } : {}),
    ...(override_rules ? { override_rules } : {}),
  }
}
