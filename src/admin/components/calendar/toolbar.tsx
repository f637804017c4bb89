import { ChevronLeftMini, ChevronRightMini } from "@medusajs/icons"
import { Button, Heading, IconButton, Input, Select, Text } from "@medusajs/ui"
import { useEffect, useState } from "react"
import { useAllGroups } from "../../hooks/catalogue"
import { useDebounced } from "../../hooks/use-debounced"
import { useText } from "../../hooks/use-text"
import { useTypes } from "../../hooks/use-types"
import { addDays } from "../../lib/dates"
import { DateInput } from "../form/date-input"
import { WEEKS, type CalendarView } from "./use-view"

const ANY = "any"

type Props = {
  view: CalendarView
  today: string
  onShow: (date: string) => void
}

/** Which dates, and which resources. */
export function Toolbar({ view, today, onShow }: Props) {
  const { say } = useText()
  const types = useTypes()
  const groups = useAllGroups()
  return (
    <div className="flex flex-col gap-y-3 px-6 py-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div>
          <Heading level="h1">{say("menu.calendar")}</Heading>
          <Text size="small" className="text-ui-fg-subtle">
            {say("calendar.text")}
          </Text>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <IconButton
            size="small"
            aria-label={say("calendar.earlier")}
            onClick={() => onShow(addDays(view.start, -7 * view.weeks))}
          >
            <ChevronLeftMini />
          </IconButton>
          <Button
            size="small"
            variant="secondary"
            onClick={() => onShow(today)}
          >
            {say("calendar.today")}
          </Button>
          <IconButton
            size="small"
            aria-label={say("calendar.later")}
            onClick={() => onShow(addDays(view.start, 7 * view.weeks))}
          >
            <ChevronRightMini />
          </IconButton>
          <DateInput
            small
            className="w-40"
            label={say("calendar.jump")}
            value={view.start}
            onChange={(date) => date && onShow(date)}
          />
          <Choice
            label={say("calendar.length")}
            value={String(view.weeks)}
            onChange={(weeks) => view.change({ weeks })}
            options={WEEKS.map((weeks) => ({
              value: String(weeks),
              label: say("calendar.weeks", { count: weeks }),
            }))}
          />
        </div>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <Search view={view} />
        <Choice
          label={say("field.type")}
          value={view.type ?? ANY}
          onChange={(type) => view.change({ type: type === ANY ? null : type })}
          options={[
            { value: ANY, label: say("calendar.anyType") },
            ...types.map((type) => ({ value: type, label: type })),
          ]}
        />
        <Choice
          label={say("field.group")}
          value={view.group_id ?? ANY}
          onChange={(id) => view.change({ group_id: id === ANY ? null : id })}
          options={[
            { value: ANY, label: say("calendar.anyGroup") },
            ...(groups.data?.groups ?? []).map(({ id, name }) => ({
              value: id,
              label: name,
            })),
          ]}
        />
        <Legend />
      </div>
    </div>
  )
}

function Search({ view: { q, change } }: { view: CalendarView }) {
  const { say } = useText()
  const [text, setText] = useState(q ?? "")
  const settled = useDebounced(text.trim(), 300)
  useEffect(() => {
    change({ q: settled || null })
  }, [settled, change])
  return (
    <div className="w-48">
      <Input
        size="small"
        type="search"
        aria-label={say("list.search")}
        placeholder={say("list.search")}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
    </div>
  )
}

function Choice(props: {
  label: string
  value: string
  options: { value: string; label: string }[]
  onChange: (value: string) => void
}) {
  return (
    <div className="w-40">
      <Select size="small" value={props.value} onValueChange={props.onChange}>
        <Select.Trigger aria-label={props.label}>
          <Select.Value />
        </Select.Trigger>
        <Select.Content>
          {props.options.map(({ value, label }) => (
            <Select.Item key={value} value={value}>
              {label}
            </Select.Item>
          ))}
        </Select.Content>
      </Select>
    </div>
  )
}

const LEGEND = [
  ["cell.free", "bg-ui-tag-green-bg border-ui-tag-green-border"],
  ["cell.held", "bg-ui-tag-orange-bg border-ui-tag-orange-border"],
  ["cell.sold", "bg-ui-tag-blue-bg border-ui-tag-blue-border"],
  ["cell.closed", "bg-ui-bg-disabled border-ui-border-base"],
] as const

function Legend() {
  const { say } = useText()
  return (
    <ul
      aria-label={say("calendar.legend")}
      className="flex flex-wrap items-center gap-x-4 gap-y-1 lg:ml-auto"
    >
      {LEGEND.map(([key, colours]) => (
        <li key={key} className="flex items-center gap-x-1.5">
          <span className={`size-3 rounded-sm border ${colours}`} />
          <Text size="xsmall" className="text-ui-fg-subtle">
            {say(key)}
          </Text>
        </li>
      ))}
    </ul>
  )
}
