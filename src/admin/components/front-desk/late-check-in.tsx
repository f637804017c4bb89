import { zodResolver } from "@hookform/resolvers/zod"
import { useForm } from "react-hook-form"
import { z } from "zod"

import { useAction } from "../../hooks/use-action"
import { useText } from "../../hooks/use-text"
import { bookings } from "../../lib/sdk"
import type { BoardRoom, BoardStay } from "../../lib/types"
import { EditDrawer } from "../common/modals"
import { TextAreaField } from "../form/fields"

const Schema = z.object({
  note: z.string().trim().min(1, "form.required").max(1_000, "form.tooLong"),
})
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
  const { control, handleSubmit } = useForm<Values>({
    resolver: zodResolver(Schema),
    defaultValues: { note: "" },
  })
  const checkIn = useAction({
    run: ({ note }: Values) =>
      bookings.frontDesk.checkIn({ allocation_id: stay.id, note }),
    says: () => say("board.done.check_in", values),
    then: onDone,
    inForm: true,
  })
  return (
    <EditDrawer
      open
      touch
      onClose={onClose}
      title={say("board.late.title", values)}
      description={say("board.expected", { date: date(stay.start_date) })}
      submit={say("board.action.check_in")}
      isPending={checkIn.isPending}
      error={checkIn.error}
      onSubmit={handleSubmit((given) => checkIn.act(given))}
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
