import { ArrowPath, Trash } from "@medusajs/icons"

import { useAction } from "../../hooks/use-action"
import { useSure } from "../../hooks/use-sure"
import { useText } from "../../hooks/use-text"
import { bookings } from "../../lib/sdk"
import type { AdminHoldDTO } from "../../lib/types"
import type { MenuAction } from "../common/action-menu"

/** What staff can do to a live hold. */
export function useHoldActions(): (hold: AdminHoldDTO) => MenuAction[][] {
  const { say, moment } = useText()
  const sure = useSure()
  const extend = useAction({
    run: (id: string) => bookings.holds.extend(id),
    says: ({ hold }) =>
      say("hold.extended", { until: moment(hold.expires_at) }),
  })
  const release = useAction({
    run: (id: string) => bookings.holds.release(id),
    says: () => say("hold.released"),
  })
  const askRelease = async (id: string) => {
    const isSure = await sure({
      title: say("hold.releaseTitle"),
      text: say("hold.releaseText"),
      confirm: say("hold.release"),
    })
    if (isSure) {
      release.act(id)
    }
  }
  return ({ id, status }) =>
    status === "active"
      ? [
          [
            {
              label: say("hold.extend"),
              icon: <ArrowPath />,
              onClick: () => extend.act(id),
            },
          ],
          [
            {
              label: say("hold.release"),
              icon: <Trash />,
              onClick: () => void askRelease(id),
            },
          ],
        ]
      : []
}
