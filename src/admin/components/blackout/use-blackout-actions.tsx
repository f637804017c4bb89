import { LockOpenSolid, PencilSquare, Trash } from "@medusajs/icons"
import { type ReactNode, useState } from "react"

import { useAction } from "../../hooks/use-action"
import { useSure } from "../../hooks/use-sure"
import { useText } from "../../hooks/use-text"
import { bookings } from "../../lib/sdk"
import type { BlackoutDTO } from "../../lib/types"
import type { MenuAction } from "../common/action-menu"
import { BlackoutForm } from "./blackout-form"

const OPEN_AGAIN = ["dirty", "clean"] as const

type Opening = { resource_id: string; status: (typeof OPEN_AGAIN)[number] }

/** What can be done to a blackout; the form is rendered once by the page. */
export function useBlackoutActions(): {
  actions: (blackout: BlackoutDTO) => MenuAction[][]
  form: ReactNode
} {
  const { say, date } = useText()
  const sure = useSure()
  const [editing, setEditing] = useState<BlackoutDTO | null>(null)
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
  return {
    actions: (blackout) => {
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
                onClick: () => setEditing(blackout),
              },
            ],
            [lifting(blackout)],
          ]
        case "freeze":
          // It is changed where it was made: by freezing again.
          return [[lifting(blackout)]]
      }
    },
    form: editing && (
      <BlackoutForm
        blackout={editing}
        start={editing.start_date}
        end={editing.end_date ?? editing.start_date}
        onClose={() => setEditing(null)}
      />
    ),
  }
}
