import { clx } from "@medusajs/ui"
import type { FieldValues } from "react-hook-form"

import { useText } from "../../hooks/use-text"
import { showDate } from "../../lib/dates"
import { FieldFrame, type FieldProps, useField } from "./fields"

/** Any Monday will do to name the weekdays. */
const MONDAY = 5

/** Days of the week, 1 (Monday) to 7. */
export function WeekdaysField<V extends FieldValues>(props: FieldProps<V>) {
  const { locale } = useText()
  const { id, field, error } = useField(props)
  const chosen = (field.value ?? []) as number[]
  const toggle = (day: number) =>
    field.onChange(
      chosen.includes(day)
        ? chosen.filter((each) => each !== day)
        : [...chosen, day].sort()
    )
  return (
    <FieldFrame {...props} id={id} error={error}>
      <div id={id} role="group" aria-label={props.label} className="flex gap-1">
        {[1, 2, 3, 4, 5, 6, 7].map((day) => {
          const name = `2026-01-${String(MONDAY + day - 1).padStart(2, "0")}`
          const pressed = chosen.includes(day)
          return (
            <button
              key={day}
              type="button"
              aria-pressed={pressed}
              aria-label={showDate(name, locale, { weekday: "long" })}
              onClick={() => toggle(day)}
              className={clx(
                "txt-compact-small shadow-buttons-neutral focus-visible:shadow-borders-focus h-8 flex-1 rounded-md outline-none",
                pressed
                  ? "bg-ui-bg-interactive text-ui-fg-on-color"
                  : "bg-ui-bg-field text-ui-fg-subtle hover:bg-ui-bg-field-hover"
              )}
            >
              {showDate(name, locale, { weekday: "short" })}
            </button>
          )
        })}
      </div>
    </FieldFrame>
  )
}
