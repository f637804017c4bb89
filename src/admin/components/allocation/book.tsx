import { zodResolver } from "@hookform/resolvers/zod"
import { useForm } from "react-hook-form"
import { z } from "zod"

import { useResource } from "../../hooks/catalog"
import { useAction } from "../../hooks/use-action"
import { useOnce } from "../../hooks/use-once"
import { useText } from "../../hooks/use-text"
import { addDays, isDate } from "../../lib/dates"
import { bookings } from "../../lib/sdk"
import { CreateModal } from "../common/modals"
import {
  DateField,
  FieldFrame,
  type FieldProps,
  NumberField,
  SwitchField,
  TextAreaField,
  TextField,
  useField,
} from "../form/fields"
import { OrderPicker, ResourceField } from "../form/pickers"
import { GuestFields, GuestSchema, guestsOf } from "./guest-fields"

const date = z.string("form.date").refine(isDate, "form.date")
const Schema = z
  .object({
    resource_id: z.string("form.required"),
    start_date: date,
    end_date: date,
    quantity: z.number("form.required").int("form.whole").min(1).max(1_000),
    order_id: z.string().nullable(),
    email: z
      .string()
      .trim()
      .refine((text) => text === "" || text.includes("@"), "form.email"),
    note: z.string().trim().max(1_000, "form.tooLong"),
    override_rules: z.boolean(),
    guests: z.array(GuestSchema).max(100),
  })
  .refine(({ start_date, end_date }) => start_date <= end_date, {
    path: ["end_date"],
    message: "form.order",
  })
type Values = z.infer<typeof Schema>

type Props = {
  resourceId?: string | null
  /** Dates that are to be booked, first and last. */
  start?: string
  end?: string
  /** Of the resource, if known: a stay of nights ends a day later. */
  span?: "day" | "night"
  onClose: () => void
}

/** Books for somebody: on the phone, at the desk, for the house itself. */
export function Book(props: Props) {
  const { onClose } = props
  const { say } = useText()
  const once = useOnce()
  const { control, handleSubmit, watch } = useForm<Values>({
    resolver: zodResolver(Schema),
    defaultValues: {
      resource_id: props.resourceId ?? null!,
      start_date: props.start ?? "",
      end_date: endOf(props),
      quantity: 1,
      order_id: null,
      email: "",
      note: "",
      override_rules: false,
      guests: [],
    },
  })
  const chosen = watch("resource_id")
  const resource = useResource(chosen, Boolean(chosen))
  const book = useAction({
    run: (values: Values) =>
      once(values, (idempotencyKey) =>
        bookings.allocations.create(bodyOf(values), { idempotencyKey })
      ),
    says: () => say("book.done", { name: resource.data?.name ?? "" }),
    then: onClose,
    inForm: true,
  })
  const isNights = resource.data?.span === "night"
  return (
    <CreateModal
      open
      onClose={onClose}
      title={say("book.title")}
      description={say("book.text")}
      submit={say("book.act")}
      isPending={book.isPending}
      error={book.error}
      onSubmit={handleSubmit((values) => book.act(values))}
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
        <DateField
          control={control}
          name="start_date"
          label={say(isNights ? "field.checkIn" : "field.firstDate")}
        />
        <DateField
          control={control}
          name="end_date"
          label={say(isNights ? "field.checkOut" : "field.lastDate")}
        />
        <OrderField
          control={control}
          name="order_id"
          label={say("field.order")}
          optional
          hint={say("book.orderHint")}
        />
        <TextField
          control={control}
          name="email"
          label={say("field.email")}
          optional
        />
      </div>
      <TextAreaField
        control={control}
        name="note"
        label={say("field.note")}
        optional
        hint={say("form.staffOnly")}
        rows={2}
      />
      <GuestFields control={control} />
      <SwitchField
        control={control}
        name="override_rules"
        label={say("book.override")}
        hint={say("book.overrideHint")}
      />
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

function endOf({ end, span }: Props): string {
  return end === undefined ? "" : span === "night" ? addDays(end, 1) : end
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
