import { clx } from "@medusajs/ui"
import { memo } from "react"

import { useText } from "../../hooks/use-text"
import { showDate, weekdayOf } from "../../lib/dates"
import { COLUMN_WIDTH, HEAD_HEIGHT, NAME_WIDTH } from "./layout"
import { range } from "./row"

type Props = {
  dates: string[]
  width: number
  from: number
  to: number
  today: number
}

/** The dates. It is also what the grid is dragged by. */
export const Head = memo(function Head(props: Props) {
  const { dates, width, from, to, today } = props
  const { say, locale } = useText()
  return (
    <div
      role="row"
      aria-rowindex={1}
      data-head
      className="bg-ui-bg-subtle sticky top-0 z-20 flex cursor-grab touch-none select-none border-b active:cursor-grabbing"
      style={{ height: HEAD_HEIGHT, width }}
    >
      <div
        role="columnheader"
        className="bg-ui-bg-subtle txt-compact-small-plus sticky left-0 z-10 flex items-end border-r pb-2 pl-6 pr-3"
        style={{ width: NAME_WIDTH }}
      >
        {say("field.resource")}
      </div>
      {monthsOf(dates, from, to).map(({ month, start, length }) => (
        <div
          key={month}
          aria-hidden
          className="absolute top-0 flex h-8 items-center border-l"
          style={{
            left: NAME_WIDTH + start * COLUMN_WIDTH,
            width: length * COLUMN_WIDTH,
          }}
        >
          <span
            className="txt-compact-xsmall-plus sticky px-2"
            style={{ left: NAME_WIDTH }}
          >
            {length > 1 &&
              showDate(`${month}-01`, locale, {
                month: "long",
                year: "numeric",
              })}
          </span>
        </div>
      ))}
      {range(from, to).map((column) => {
        const date = dates[column]
        if (!date) {
          return null
        }
        const isToday = column === today
        return (
          <div
            key={column}
            role="columnheader"
            aria-colindex={column + 2}
            aria-current={isToday ? "date" : undefined}
            className={clx(
              "pointer-events-none absolute flex h-full flex-col items-center justify-end pb-1.5",
              weekdayOf(date) > 5 ? "text-ui-fg-muted" : "text-ui-fg-subtle"
            )}
            style={{
              left: NAME_WIDTH + column * COLUMN_WIDTH,
              width: COLUMN_WIDTH,
            }}
          >
            <span className="txt-compact-xsmall">
              {showDate(date, locale, { weekday: "short" })}
            </span>
            <span
              className={clx(
                "txt-compact-small-plus min-w-6 rounded px-1 text-center tabular-nums",
                isToday && "bg-ui-bg-interactive text-ui-fg-on-color"
              )}
            >
              {Number(date.slice(8))}
            </span>
          </div>
        )
      })}
    </div>
  )
})

type Month = { month: string; start: number; length: number }

/** The months that columns fall into, each from its first date to its last. */
function monthsOf(dates: string[], from: number, to: number): Month[] {
  const months = new Map<string, Month>()
  dates.forEach((date, column) => {
    const month = date.slice(0, 7)
    const known = months.get(month)
    if (known) {
      known.length += 1
    } else {
      months.set(month, { month, start: column, length: 1 })
    }
  })
  return [...months.values()].filter(
    ({ start, length }) => start <= to && start + length > from
  )
}
