import { LockOpenSolid, PencilSquare, Trash } from "@medusajs/icons"

import { useBlackout } from "../../hooks/commitments"
import { useAction } from "../../hooks/use-action"
import { useForms } from "../../hooks/use-forms"
import { useSure } from "../../hooks/use-sure"
import { useText } from "../../hooks/use-text"
import { bookings } from "../../lib/sdk"
import type { BlackoutDTO } from "../../lib/types"
import type { MenuAction } from "../common/action-menu"
import { ReadFirst } from "../common/modals"
import { BlackoutForm } from "./blackout-form"

const EDIT = "edit-blackout"
const OPEN_AGAIN = ["dirty", "clean"] as const

type Opening = { resource_id: string; status: (typeof OPEN_AGAIN)[number] }

/** What can be done to a blackout; the page renders `BlackoutForms`, too. */
export function useBlackoutActions(): (
  blackout: BlackoutDTO
) => MenuAction[][] {
  const { say, date } = useText()
  const sure = useSure()
  const forms = useForms()
  const lift = useAction({
    run: ({ id }: BlackoutDTO) => bookings.blackouts.lift(id),
    says: () => say("blackout.lifted"),
  })
  const open = useAction({
    run: ({ resource_id, status }: Opening) =>
      bookings.housekeeping.set(resource_id, { status }),
    says: () => say("blackout.lifted"),
  })
  const askLift = async (blackout: BlackoutDTO) => {
    const isSure = await sure({
      title: say("blackout.liftTitle"),
      text: say("blackout.liftText", { from: date(blackout.start_date) }),
      confirm: say("blackout.lift"),
    })
    if (isSure) {
      lift.act(blackout)
    }
  }
  const lifting = (blackout: BlackoutDTO): MenuAction => ({
    label: say("blackout.lift"),
    icon: <Trash />,
    onClick: () => void askLift(blackout),
  })
  return (blackout) => {
    const { kind, resource_id } = blackout
    switch (kind) {
      case "out_of_order":
        // It is over when the room is said to be something else.
        return [
          OPEN_AGAIN.map((status) => ({
            label: say(`housekeeping.open.${status}`),
            icon: <LockOpenSolid />,
            onClick: () => resource_id && open.act({ resource_id, status }),
          })),
        ]
      case "blackout":
        return [
          [
            {
              label: say("common.edit"),
              icon: <PencilSquare />,
              onClick: () => forms.open(EDIT, { of: blackout.id }),
            },
          ],
          [lifting(blackout)],
        ]
      case "freeze":
        // It is changed where it was made: by freezing again.
        return [[lifting(blackout)]]
    }
  }
}

/** The form that one of these actions opened. */
export function BlackoutForms() {
  const { form, of = "", close } = useForms()
  const answer = useBlackout(of, form === EDIT)
  return form === EDIT ? (
    <ReadFirst answer={answer} onClose={close}>
      {(blackout) => (
        <BlackoutForm
          blackout={blackout}
          start={blackout.start_date}
          end={blackout.end_date ?? blackout.start_date}
          onClose={close}
        />
      )}
    </ReadFirst>
  ) : null
}
