import { clx, Text } from "@medusajs/ui"
import { type Control, useWatch } from "react-hook-form"
import { z } from "zod"

import { useBoard } from "../../hooks/front-desk"
import { useWhyNot } from "../../hooks/use-sentence"
import { useText } from "../../hooks/use-text"
import { bookings } from "../../lib/sdk"
import type { BoardRoom, BoardStay } from "../../lib/types"
import { EditDrawer } from "../common/modals"
import { Reading } from "../common/states"
import { DateField, FieldFrame, TextField, useField } from "../form/fields"
import { NoteSchema, UntilSchema } from "../form/schemas"
import { useDialogForm } from "../form/use-dialog-form"
import { HousekeepingBadge, RoomStatusTag } from "./labels"

const Schema = z.object({
  /** Empty: they stay in their room. */
  resource_id: z.string(),
  end_date: UntilSchema,
  note: NoteSchema,
})
type Values = z.infer<typeof Schema>

type Props = {
  room: BoardRoom
  stay: BoardStay
  whoIs: (stay: BoardStay) => string
  onDone: () => void
  onClose: () => void
}

/** The rest of a stay in another room, until another date, or both. */
export function MoveStay({ room, stay, whoIs, onDone, onClose }: Props) {
  const { say, date } = useText()
  const { resource } = room
  const who = whoIs(stay)
  const rooms = useBoard({})
  const nameOf = (id: string) =>
    rooms.data?.rooms.find((each) => each.resource.id === id)?.resource.name ??
    resource.name
  const { control, dialog } = useDialogForm({
    schema: Schema,
    values: { resource_id: "", end_date: stay.end_date, note: "" },
    run: ({ resource_id, end_date, note }: Values) =>
      bookings.frontDesk.move({
        allocation_id: stay.id,
        ...(resource_id ? { resource_id } : {}),
        ...(end_date && end_date !== stay.end_date ? { end_date } : {}),
        ...(note ? { note } : {}),
      }),
    says: ({ allocation }) =>
      say("board.done.move", {
        ...{ who, room: nameOf(allocation.resource_id) },
        date: date(allocation.end_date),
      }),
    onClose,
    then: onDone,
  })
  const chosen = useWatch({ control, name: "resource_id" })
  return (
    <EditDrawer
      {...dialog}
      touch
      title={say("board.move.title", { who })}
      description={say("board.move.text")}
      submit={
        chosen
          ? say("board.move.act", { room: nameOf(chosen) })
          : say("board.move.changeEnd")
      }
    >
      <DateField
        control={control}
        name="end_date"
        label={say(
          resource.span === "night" ? "field.checkOut" : "field.lastDate"
        )}
      />
      <TextField
        control={control}
        name="note"
        label={say("field.reason")}
        optional
        hint={say("form.forTheLog")}
      />
      <Reading answer={rooms}>
        {({ rooms }) => (
          <RoomChoice
            control={control}
            room={room}
            rooms={targets(room, rooms)}
          />
        )}
      </Reading>
    </EditDrawer>
  )
}

/** Those of its kind; what can be entered as it is now comes first. */
function targets({ resource }: BoardRoom, rooms: BoardRoom[]): BoardRoom[] {
  const isReady = (room: BoardRoom) =>
    room.actions.some(({ action, code }) => action === "walk_in" && !code)
  const isAlike = (room: BoardRoom) => room.resource.type === resource.type
  const rank = (room: BoardRoom) =>
    (isReady(room) ? 0 : 2) + (room.status === "available" ? 0 : 1)
  return rooms
    .filter((room) => isAlike(room) && room.resource.id !== resource.id)
    .sort((a, b) => rank(a) - rank(b))
}

function RoomChoice(props: {
  control: Control<Values>
  room: BoardRoom
  rooms: BoardRoom[]
}) {
  const { say } = useText()
  const { id, field, error } = useField({
    ...{ control: props.control, name: "resource_id" },
  })
  return (
    <FieldFrame id={id} label={say("field.resource")} error={error}>
      <div
        id={id}
        role="radiogroup"
        aria-label={say("field.resource")}
        className="flex flex-col gap-y-2"
      >
        <RoomOption
          id=""
          name={say("board.move.stay", { room: props.room.resource.name })}
          chosen={String(field.value)}
          onChoose={field.onChange}
        />
        {props.rooms.map((room) => (
          <RoomOption
            key={room.resource.id}
            id={room.resource.id}
            name={room.resource.name}
            room={room}
            chosen={String(field.value)}
            onChoose={field.onChange}
          />
        ))}
      </div>
    </FieldFrame>
  )
}

function RoomOption(props: {
  id: string
  name: string
  room?: BoardRoom
  chosen: string
  onChoose: (id: string) => void
}) {
  const { id, name, room, chosen, onChoose } = props
  const whyNot = useWhyNot()
  const walkIn = room?.actions.find(({ action }) => action === "walk_in")
  return (
    <label
      className={clx(
        "shadow-borders-base has-[:focus-visible]:shadow-borders-focus hover:bg-ui-bg-base-hover flex min-h-11 cursor-pointer touch-manipulation flex-wrap items-center gap-x-3 gap-y-1 rounded-md px-3 py-2",
        chosen === id && "shadow-borders-interactive-with-active"
      )}
    >
      <input
        type="radio"
        name="room"
        className="accent-[var(--bg-interactive)] size-4"
        checked={chosen === id}
        onChange={() => onChoose(id)}
      />
      <Text as="span" size="small" weight="plus" leading="compact">
        {name}
      </Text>
      {room && (
        <span className="ml-auto flex flex-wrap items-center gap-1.5">
          <RoomStatusTag status={room.status} />
          <HousekeepingBadge status={room.housekeeping_status} />
        </span>
      )}
      {walkIn?.code && (
        <Text as="span" size="xsmall" className="text-ui-fg-subtle w-full pl-7">
          {whyNot(walkIn)}
        </Text>
      )}
    </label>
  )
}
