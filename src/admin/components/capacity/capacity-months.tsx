import { ChevronLeftMini, ChevronRightMini } from "@medusajs/icons"
import { Button, clx, Heading, IconButton, Text } from "@medusajs/ui"
import { useState } from "react"

import { useCapacity } from "../../hooks/catalog"
import { useForms } from "../../hooks/use-forms"
import { useText } from "../../hooks/use-text"
import {
  addDays,
  addMonths,
  showDate,
  startOfMonth,
  todayIn,
  weekdayOf,
} from "../../lib/dates"
import { tintOf } from "../../lib/tints"
import type { AvailabilityEntry, ResourceDTO } from "../../lib/types"
import { Section } from "../common/page"
import { Reading } from "../common/states"

type Chosen = { start: string; end: string }

/** A month of a resource: what each date has, holds and sold. */
export function CapacityMonths({ resource }: { resource: ResourceDTO }) {
  const { say, locale, range } = useText()
  const today = todayIn(resource.timezone)
  const [month, setMonth] = useState(startOfMonth(today))
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const forms = useForms()
  const end = addDays(addMonths(month, 1), -1)
  const answer = useCapacity(resource.id, month, end)
  const dates = chosen
    ? { from: chosen.start, to: chosen.end }
    : { from: month < today ? today : month, to: end < today ? today : end }

  const choose = (date: string, extend: boolean) =>
    setChosen((before) => {
      if (before && extend) {
        return date < before.start
          ? { start: date, end: before.end }
          : { start: before.start, end: date }
      }
      const same = before?.start === date && before.end === date
      return same ? null : { start: date, end: date }
    })

  return (
    <Section
      title={say("capacity.title")}
      description={say("capacity.text")}
      actions={
        <>
          <Button
            size="small"
            variant="secondary"
            onClick={() => forms.open("adjust", dates)}
          >
            {say("capacity.adjust")}
          </Button>
          <Button
            size="small"
            variant="secondary"
            onClick={() => forms.open("capacity", dates)}
          >
            {say("capacity.set")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-y-3 px-6 py-4">
        <div className="flex items-center justify-between gap-x-2">
          <Heading level="h3">
            {showDate(month, locale, { month: "long", year: "numeric" })}
          </Heading>
          <div className="flex items-center gap-x-1">
            {chosen && (
              <Text size="small" className="text-ui-fg-subtle mr-2">
                {range(chosen.start, chosen.end)}
              </Text>
            )}
            <Button
              size="small"
              variant="transparent"
              onClick={() => setMonth(startOfMonth(today))}
            >
              {say("calendar.today")}
            </Button>
            <IconButton
              size="small"
              variant="transparent"
              aria-label={say("calendar.earlier")}
              onClick={() => setMonth(addMonths(month, -1))}
            >
              <ChevronLeftMini />
            </IconButton>
            <IconButton
              size="small"
              variant="transparent"
              aria-label={say("calendar.later")}
              onClick={() => setMonth(addMonths(month, 1))}
            >
              <ChevronRightMini />
            </IconButton>
          </div>
        </div>
        <Reading answer={answer} rows={5}>
          {(entries) => (
            <Month
              entries={entries}
              today={today}
              chosen={chosen}
              onChoose={choose}
            />
          )}
        </Reading>
        <Text size="xsmall" className="text-ui-fg-muted">
          {say("capacity.chooseHint")}
        </Text>
      </div>
    </Section>
  )
}

type MonthProps = {
  entries: AvailabilityEntry[]
  today: string
  chosen: Chosen | null
  onChoose: (date: string, extend: boolean) => void
}

function Month({ entries, today, chosen, onChoose }: MonthProps) {
  const { locale } = useText()
  const first = entries[0]
  if (!first) {
    return null
  }
  const monday = addDays(first.date, 1 - weekdayOf(first.date))
  return (
    <div className="grid grid-cols-7 gap-1">
      {[0, 1, 2, 3, 4, 5, 6].map((day) => (
        <Text
          key={day}
          size="xsmall"
          className="text-ui-fg-muted pb-1 text-center"
        >
          {showDate(addDays(monday, day), locale, { weekday: "short" })}
        </Text>
      ))}
      {entries.map((entry, index) => (
        <MonthDate
          key={entry.date}
          entry={entry}
          column={index === 0 ? weekdayOf(entry.date) : undefined}
          isToday={entry.date === today}
          isChosen={
            chosen !== null &&
            chosen.start <= entry.date &&
            entry.date <= chosen.end
          }
          onChoose={onChoose}
        />
      ))}
    </div>
  )
}

function MonthDate(props: {
  entry: AvailabilityEntry
  column: number | undefined
  isToday: boolean
  isChosen: boolean
  onChoose: (date: string, extend: boolean) => void
}) {
  const { entry, column, isToday, isChosen, onChoose } = props
  const { say, date } = useText()
  const closed = entry.is_available ? null : (entry.reason ?? "sold_out")
  const tint = tintOf(entry, closed)
  const said = closed ? say(`reason.${closed}`) : say("cell.free")
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      aria-label={`${date(entry.date)}: ${said}, ${entry.available_capacity} / ${entry.max_capacity}`}
      onClick={(event) => onChoose(entry.date, event.shiftKey)}
      style={column ? { gridColumnStart: column } : undefined}
      className={clx(
        "focus-visible:shadow-borders-focus flex min-h-16 flex-col justify-between rounded-md border p-1.5 text-left outline-none",
        tint,
        isChosen && "ring-ui-border-interactive ring-2"
      )}
    >
      <span
        className={clx(
          "txt-compact-xsmall tabular-nums",
          isToday &&
            "bg-ui-bg-interactive text-ui-fg-on-color w-fit rounded px-1"
        )}
      >
        {Number(entry.date.slice(8))}
      </span>
      <span className="flex flex-col">
        <span className="txt-compact-small-plus tabular-nums">
          {entry.available_capacity} / {entry.max_capacity}
        </span>
        <span className="txt-compact-xsmall truncate">
          {closed ? said : counts(entry, say)}
        </span>
      </span>
    </button>
  )
}

function counts(
  { held, allocated }: AvailabilityEntry,
  say: ReturnType<typeof useText>["say"]
): string {
  const parts = [
    ...(allocated > 0 ? [say("cell.soldCount", { count: allocated })] : []),
    ...(held > 0 ? [say("cell.heldCount", { count: held })] : []),
  ]
  return parts.join(" · ") || say("cell.free")
}
