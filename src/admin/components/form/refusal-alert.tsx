import { Alert } from "@medusajs/ui"

import { isBookingRefusal } from "../../../client"
import { useSentence } from "../../hooks/use-sentence"
import { useText } from "../../hooks/use-text"

/** The dates of a refusal beyond this number are counted, not listed. */
const MOST_DATES = 12

/** Why the server said no, above the fields. */
export function RefusalAlert({ error }: { error: unknown }) {
  const { say, date } = useText()
  const sentence = useSentence()
  if (!error) {
    return null
  }
  const dates = isBookingRefusal(error) ? (error.details.dates ?? []) : []
  const rest = dates.length - MOST_DATES
  return (
    <Alert variant="error" dismissible={false} role="alert">
      <div className="flex flex-col gap-y-1">
        <span>{sentence(error)}</span>
        {dates.length > 1 && (
          <span className="txt-small text-ui-fg-subtle">
            {dates.slice(0, MOST_DATES).map(date).join(" · ")}
            {rest > 0 && ` · ${say("error.moreDates", { count: rest })}`}
          </span>
        )}
      </div>
    </Alert>
  )
}
