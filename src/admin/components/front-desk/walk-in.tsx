import { z } from "zod"

import { useOnce } from "../../hooks/use-once"
import { useText } from "../../hooks/use-text"
import { addDays } from "../../lib/dates"
import { bookings } from "../../lib/sdk"
import type { BoardRoom } from "../../lib/types"
import { EditDrawer } from "../common/modals"
import { EmailField, NoteField } from "../form/common-fields"
import { DateField, TextField } from "../form/fields"
import {
  DateSchema,
  EmailSchema,
  NameSchema,
  NoteSchema,
} from "../form/schemas"
import { useDialogForm } from "../form/use-dialog-form"

const Schema = z.object({
  name: NameSchema,
  end_date: DateSchema,
  email: EmailSchema,
  note: NoteSchema,
})
type Values = z.infer<typeof Schema>

type Props = { room: BoardRoom; onDone: () => void; onClose: () => void }

/** Somebody without a booking: it is made, and they get the key. */
export function WalkIn({ room, onDone, onClose }: Props) {
  const { say } = useText()
  const { resource, date } = room
  const isNights = resource.span === "night"
  const once = useOnce()
  const { control, dialog } = useDialogForm({
    schema: Schema,
    values: {
      name: "",
      end_date: isNights ? addDays(date, 1) : date,
      email: "",
      note: "",
    },
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
    onClose,
    then: onDone,
  })
  return (
    <EditDrawer
      {...dialog}
      touch
      title={say("board.walkIn.title", { room: resource.name })}
      description={say("board.walkIn.text")}
      submit={say("board.action.check_in")}
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
      <EmailField control={control} />
      <NoteField control={control} />
    </EditDrawer>
  )
}
