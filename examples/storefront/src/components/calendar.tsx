import type { AvailabilityEntry, Span } from "medusa-resource-booking/client"
import { type KeyboardEvent, useEffect, useRef, useState } from "react"

import {
  addDays,
  addMonths,
  datesBetween,
  daysIn,
  longDate,
  longMonth,
  weekday,
} from "../lib/dates"
import { shortState, stateSentence } from "../lib/reasons"
import type { Stay } from "../lib/stay"

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

type Props = {
  /** `YYYY-MM` */
  month: string
  onMonth: (month: string) => void
  today: string
  entries: Map<string, AvailabilityEntry>
  quantity: number
  span: Span
  stay: Partial<Stay>
  onChoose: (date: string) => void
}

/**
 * A month of dates, each with what is free or why it is closed. Closed dates
 * can get the focus, too, so that a screen reader can read their reason.
 */
export function Calendar(props: Props) {
  const { month, onMonth, today, entries, quantity, span, stay } = props
  const [at, setAt] = useState(stay.start ?? today)
  const [isMoving, setMoving] = useState(false)
  const grid = useRef<HTMLDivElement>(null)
  const first = `${month}-01`
  const dates = datesBetween(first, `${month}-${daysIn(month)}`)
  const inTab = at.startsWith(month) ? at : first > today ? first : today

  useEffect(() => {
    if (isMoving) {
      grid.current?.querySelector<HTMLElement>(`[data-date="${at}"]`)?.focus()
      setMoving(false)
    }
  }, [isMoving, at, month])

  const move = (date: string) => {
    if (date >= `${today.slice(0, 7)}-01`) {
      setAt(date)
      setMoving(true)
      if (!date.startsWith(month)) {
        onMonth(date.slice(0, 7))
      }
    }
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const to = moveBy(event.key, inTab)
    if (to) {
      event.preventDefault()
      move(to)
    }
  }
  const weeks = inWeeks(dates)
  const entryAt = entries.get(inTab)
  return (
    <div className="calendar">
      <div className="calendar-head">
        <button
          type="button"
          aria-label="Month before"
          disabled={month <= today.slice(0, 7)}
          onClick={() => onMonth(addMonths(first, -1).slice(0, 7))}
        >
          ‹
        </button>
        <h2 aria-live="polite">{longMonth(month)}</h2>
        <button
          type="button"
          aria-label="Month after"
          onClick={() => onMonth(addMonths(first, 1).slice(0, 7))}
        >
          ›
        </button>
      </div>
      <div
        ref={grid}
        role="grid"
        aria-label={`Availability in ${longMonth(month)}`}
        onKeyDown={onKeyDown}
      >
        <div className="week names" role="row">
          {DAYS.map((day) => (
            <span key={day} role="columnheader">
              {day}
            </span>
          ))}
        </div>
        {weeks.map((week, number) => (
          <div key={number} className="week" role="row">
            {week.map((date, column) =>
              date ? (
                <Day
                  key={date}
                  {...{ date, span, stay, quantity, today }}
                  entry={entries.get(date)}
                  isInTab={date === inTab}
                  onFocus={() => setAt(date)}
                  onChoose={() => props.onChoose(date)}
                />
              ) : (
                <span key={column} role="gridcell" />
              )
            )}
          </div>
        ))}
      </div>
      <p className="said">
        <strong>{longDate(inTab)}:</strong>{" "}
        {entryAt ? stateSentence(entryAt, quantity) : "…"}
      </p>
    </div>
  )
}

function Day(props: {
  date: string
  entry: AvailabilityEntry | undefined
  span: Span
  stay: Partial<Stay>
  quantity: number
  today: string
  isInTab: boolean
  onFocus: () => void
  onChoose: () => void
}) {
  const { date, entry, span, stay, quantity, today } = props
  const isOpen = entry?.is_available === true
  const isEnd = date === stay.start || date === stay.end
  const isWithin =
    stay.start && stay.end ? date > stay.start && date < stay.end : false
  const classes = [
    "day",
    isOpen ? "open" : `closed ${entry?.reason ?? "unknown"}`,
    isEnd && "chosen",
    isWithin && "within",
    date === today && "today",
  ]
  const role =
    date === stay.start
      ? "; your first day"
      : date === stay.end
        ? span === "night"
          ? "; your check-out"
          : "; your last day"
        : ""
  const state = entry ? stateSentence(entry, quantity) : "loading"
  return (
    <span role="gridcell" aria-selected={isEnd || isWithin}>
      <button
        type="button"
        className={classes.filter(Boolean).join(" ")}
        data-date={date}
        tabIndex={props.isInTab ? 0 : -1}
        title={state}
        aria-label={`${longDate(date)}: ${state}${role}`}
        aria-disabled={!isOpen && !stay.start}
        onFocus={props.onFocus}
        onMouseEnter={props.onFocus}
        onClick={props.onChoose}
      >
        <span className="number">{Number(date.slice(8))}</span>
        <span className="state">{entry ? shortState(entry) : ""}</span>
      </button>
    </span>
  )
}

function moveBy(key: string, date: string): string | undefined {
  const week = weekday(date)
  switch (key) {
    case "ArrowLeft":
      return addDays(date, -1)
    case "ArrowRight":
      return addDays(date, 1)
    case "ArrowUp":
      return addDays(date, -7)
    case "ArrowDown":
      return addDays(date, 7)
    case "Home":
      return addDays(date, -week)
    case "End":
      return addDays(date, 6 - week)
    case "PageUp":
      return addMonths(date, -1)
    case "PageDown":
      return addMonths(date, 1)
    default:
      return undefined
  }
}

/** Seven in a row, from Monday; null in place of another month's dates. */
function inWeeks(dates: string[]): (string | null)[][] {
  const before = weekday(dates[0] ?? "2000-01-03")
  const cells = [...Array<null>(before).fill(null), ...dates]
  const weeks: (string | null)[][] = []
  for (let start = 0; start < cells.length; start += 7) {
    weeks.push(cells.slice(start, start + 7))
  }
  return weeks
}
