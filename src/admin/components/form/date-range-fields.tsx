import { clx } from "@medusajs/ui"
import type { Control, FieldPath } from "react-hook-form"

import { useText } from "../../hooks/use-text"
import { DateField } from "./fields"
import type { DateRangeValues } from "./schemas"

/** How the two are called: of days, of nights, or of what is not known yet. */
const WORDS = {
  day: ["field.firstDate", "field.lastDate"],
  night: ["field.checkIn", "field.checkOut"],
  either: ["field.start", "field.end"],
} as const

type Props<V extends DateRangeValues> = {
  control: Control<V>
  span?: keyof typeof WORDS | undefined
  className?: string
}

/** The first and the last date, side by side. */
export function DateRangeFields<V extends DateRangeValues>(props: Props<V>) {
  const { control, span = "day", className } = props
  const { say } = useText()
  const [start, end] = WORDS[span]
  return (
    <div className={clx("grid grid-cols-2 gap-4", className)}>
      <DateField
        control={control}
        name={"start_date" as FieldPath<V>}
        label={say(start)}
      />
      <DateField
        control={control}
        name={"end_date" as FieldPath<V>}
        label={say(end)}
      />
    </div>
  )
}
