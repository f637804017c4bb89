import { Text } from "@medusajs/ui"

import { useText } from "../../hooks/use-text"
import type { AllocationDTO } from "../../lib/types"

type Props = {
  stay: Pick<AllocationDTO, "arrived_at" | "departed_at" | "no_show_at">
  /** Whose times they are; the reader's own where it is not known. */
  timezone?: string | undefined
}

/** When somebody came and left, or that they did not come. */
export function StayMoments({ stay, timezone }: Props) {
  const { say, moment, timeIn } = useText()
  const show = (at: string) => (timezone ? timeIn(at, timezone) : moment(at))
  const lines = [
    stay.arrived_at && say("history.arrived", { time: show(stay.arrived_at) }),
    stay.departed_at &&
      say("history.departed", { time: show(stay.departed_at) }),
    stay.no_show_at && say("history.noShow", { time: show(stay.no_show_at) }),
  ].filter((line): line is string => Boolean(line))
  return lines.length === 0 ? (
    "–"
  ) : (
    <span className="flex flex-col gap-y-0.5">
      {lines.map((line) => (
        <Text key={line} as="span" size="small" leading="compact">
          {line}
        </Text>
      ))}
    </span>
  )
}
