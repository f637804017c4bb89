import { zodResolver } from "@hookform/resolvers/zod"
import { useForm } from "react-hook-form"
import { z } from "zod"

import { useAction } from "../../hooks/use-action"
import { useOnce } from "../../hooks/use-once"
import { useText } from "../../hooks/use-text"
import { addDays, isDate } from "../../lib/dates"
import { bookings } from "../../lib/sdk"
import type { BoardRoom } from "../../lib/types"
import { EditDrawer } from "../common/modals"
import { DateField, TextAreaField, TextField } from "../form/fields"

const Schema = z.object({
  name: z.string().trim().min(1, "form.required").max(255, "form.tooLong"),
  end_date: z.string("form.date").refine(isDate, "form.date"),
  email: z
    .string()
    .trim()
    .refine((text) => text === "" || text.includes("@"), "form.email"),
  note: z.string().trim().max(1_000, "form.tooLong"),
})
type Values = z.infer<typeof Schema>

type Props = { room: BoardRoom; onDone: () => void; onClose: () => void }

/** Somebody without a booking: it is made, and they get the key. */
export function WalkIn({ room, onDone, onClose }: Props) {
  const { say } = useText()
  const { resource, date } = room
  const isNights = resource.span === "night"
  const once = useOnce()
  const { control, handleSubmit } = useForm<Values>({
    resolver: zodResolver(Schema),
    defaultValues: {
      name: "",
      end_date: isNights ? addDays(date, 1) : date,
      email: "",
      note: "",
    },
  })
  const enter = useAction({
    run: ({ name, end_date, email, note }: Values) => {
      const body = {
        ...{ resource_id: resource.id, end_date, guests: [{ name }] },
        ...(email ? { email } : {}),
        ...(note ? { note } : {}),
      }
      return once(body, (idempotencyKey) =>
        bookings.frontDesk.walkIn(body, { idempotencyKey })
      )
    },
    says: (_, { name }) =>
      say("board.done.check_in", { who: name, room: resource.name }),
    then: onDone,
    inForm: true,
  })
  return (
    <EditDrawer
      open
      touch
      onClose={onClose}
      title={say("board.walkIn.title", { room: resource.name })}
      description={say("board.walkIn.text")}
      submit={say("board.action.check_in")}
      isPending={enter.isPending}
      error={enter.error}
      onSubmit={handleSubmit((values) => enter.act(values))}
    >
      <TextField
        control={control}
        name="name"
        label={say("board.walkIn.guest")}
      />
      <DateField
        control={control}
        name="end_date"
        label={say(isNights ? "field.checkOut" : "field.lastDate")}
      />
      <TextField
        control={control}
        name="email"
        label={say("field.email")}
        optional
      />
      <TextAreaField
        control={control}
        name="note"
        label={say("field.note")}
        optional
        hint={say("form.staffOnly")}
      />
    </EditDrawer>
  )
}
