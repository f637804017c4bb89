import { useAction } from "../../hooks/use-action"
import { useForms } from "../../hooks/use-forms"
import { useSure } from "../../hooks/use-sure"
import { useText } from "../../hooks/use-text"
import { bookings } from "../../lib/sdk"
import { freedBy } from "../../lib/stays"
import type { BoardAction, BoardRoom, BoardStay } from "../../lib/types"
import { LateCheckIn } from "./late-check-in"
import { MoveStay } from "./move-stay"
import { WalkIn } from "./walk-in"

type Step = {
  step: "checkIn" | "checkOut" | "markNoShow" | "undo"
  allocation_id: string
  says: string
}

type Desk = {
  room: BoardRoom
  /** Those of the room that the board knows. */
  stays: BoardStay[]
  whoIs: (stay: BoardStay) => string
  onDone: () => void
}

/**
 * What the front desk does with a room: at once, after a question where dates
 * become free, or by a form, of `RoomForms`.
 */
export function useSteps({ room, stays, whoIs, onDone }: Desk): {
  press: (action: BoardAction) => void
  isPending: boolean
} {
  const { say } = useText()
  const ask = useFreeingQuestion(room)
  const forms = useForms()
  const open = (form: keyof typeof ROOM_FORMS) =>
    forms.open(form, { of: room.resource.id })
  const step = useAction({
    run: ({ step, allocation_id }: Step): Promise<unknown> =>
      bookings.frontDesk[step]({ allocation_id }),
    says: (_, { says }) => says,
    then: onDone,
  })
  const stayOf = ({ allocation_id }: BoardAction) =>
    stays.find(({ id }) => id === allocation_id) ?? null
  const press = async (action: BoardAction) => {
    const stay = stayOf(action)
    const who = stay ? whoIs(stay) : ""
    const values = { who, room: room.resource.name }
    const allocation_id = action.allocation_id ?? ""
    switch (action.action) {
      case "check_in":
        if (stay && stay.start_date < room.date) {
          return open("check-in-late")
        }
        return step.act({
          ...{ step: "checkIn", allocation_id },
          says: say("board.done.check_in", values),
        })
      case "check_out":
        if (stay && !(await ask("check_out", stay, who))) {
          return
        }
        return step.act({
          ...{ step: "checkOut", allocation_id },
          says: say("board.done.check_out", values),
        })
      case "no_show":
        if (stay && !(await ask("no_show", stay, who))) {
          return
        }
        return step.act({
          ...{ step: "markNoShow", allocation_id },
          says: say("board.done.no_show", values),
        })
      case "undo":
        return step.act({
          ...{ step: "undo", allocation_id },
          says: say("board.done.undo", values),
        })
      case "move":
        return open("move-stay")
      case "walk_in":
        return open("walk-in")
    }
  }
  return {
    press: (action) => void press(action),
    isPending: step.isPending,
  }
}

type FormProps = Pick<Desk, "room" | "whoIs" | "onDone"> & {
  onClose: () => void
}

const ROOM_FORMS = {
  "check-in-late": (props: FormProps) =>
    props.room.arrival && <LateCheckIn {...props} stay={props.room.arrival} />,
  "move-stay": (props: FormProps) =>
    props.room.occupant && <MoveStay {...props} stay={props.room.occupant} />,
  "walk-in": WalkIn,
}

/** The form that one of these steps opened, if it is open. */
export function RoomForms(props: Pick<Desk, "room" | "whoIs">) {
  const { form, close, closeAll } = useForms()
  if (form === null || !(form in ROOM_FORMS)) {
    return null
  }
  const Form = ROOM_FORMS[form as keyof typeof ROOM_FORMS]
  return <Form {...props} onDone={closeAll} onClose={close} />
}

/** Asks before dates become free, and says which; a no-show is always asked. */
function useFreeingQuestion({ resource, date }: BoardRoom) {
  const { say, range } = useText()
  const sure = useSure()
  return async (
    what: "check_out" | "no_show",
    stay: BoardStay,
    who: string
  ) => {
    const freed = freedBy(resource.span, stay, date)
    if (what === "check_out" && !freed) {
      return true
    }
    const unit = resource.span === "night" ? "freesNights" : "freesDays"
    return sure({
      title: say(`board.ask.${what}`, { who, room: resource.name }),
      text: freed
        ? say(`board.ask.${unit}`, {
            count: freed.count,
            dates: range(freed.start, freed.end),
          })
        : say("board.ask.freesNothing"),
      confirm: say(`board.action.${what}`),
    })
  }
}
