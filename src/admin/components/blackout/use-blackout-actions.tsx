import { PencilSquare, Trash } from "@medusajs/icons"
import { useState, type ReactNode } from "react"
import { useAction } from "../../hooks/use-action"
import { useSure } from "../../hooks/use-sure"
import { useText } from "../../hooks/use-text"
import { bookings } from "../../lib/sdk"
import type { BlackoutDTO } from "../../lib/types"
import type { MenuAction } from "../common/action-menu"
import { BlackoutForm } from "./blackout-form"

/** What can be done to a blackout; the form is rendered once by the page. */
export function useBlackoutActions(): {
  actions: (blackout: BlackoutDTO) => MenuAction[][]
  form: ReactNode
} {
  const { say, date } = useText()
  const sure = useSure()
  const [editing, setEditing] = useState<BlackoutDTO | null>(null)
  const lift = useAction({
    run: ({ id }: BlackoutDTO) => bookings.delete(`/blackouts/${id}`),
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
  return {
    actions: (blackout) => [
      // A freeze is changed where it was made: by freezing again.
      blackout.kind === "blackout"
        ? [
            {
              label: say("common.edit"),
              icon: <PencilSquare />,
              onClick: () => setEditing(blackout),
            },
          ]
        : [],
      [
        {
          label: say("blackout.lift"),
          icon: <Trash />,
          onClick: () => void askLift(blackout),
        },
      ],
    ],
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
