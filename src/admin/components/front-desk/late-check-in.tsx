import { z } from "zod"

import { useText } from "../../hooks/use-text"
import { bookings } from "../../lib/sdk"
import type { BoardRoom, BoardStay } from "../../lib/types"
import { EditDrawer } from "../common/modals"
import { TextAreaField } from "../form/fields"
import { ReasonSchema } from "../form/schemas"
import { useDialogForm } from "../form/use-dialog-form"

const Schema = z.object({ note: ReasonSchema })
type Values = z.infer<typeof Schema>

type Props = {
  room: BoardRoom
  stay: BoardStay
  whoIs: (stay: BoardStay) => string
  onDone: () => void
  onClose: () => void
}

/** Somebody comes after the day they were expected: the log wants to know why. */
export function LateCheckIn({ room, stay, whoIs, onDone, onClose }: Props) {
  const { say, date } = useText()
  const values = { who: whoIs(stay), room: room.resource.name }
  const { control, dialog } = useDialogForm({
    schema: Schema,
    values: { note: "" },
    run: ({ note }: Values) =>
      bookings.frontDesk.checkIn({ allocation_id: stay.id, note }),
    says: () => say("board.done.check_in", values),
    onClose,
    then: onDone,
  })
  return (
    <EditDrawer
      {...dialog}
      touch
      title={say("board.late.title", values)}
      description={say("board.expected", { date: date(stay.start_date) })}
      submit={say("board.action.check_in")}
    >
      <TextAreaField
        control={control}
        name="note"
        label={say("board.late.reason")}
        hint={say("form.forTheLog")}
      />
    </EditDrawer>
  )
}
