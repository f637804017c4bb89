import { ChevronLeftMini, ChevronRightMini } from "@medusajs/icons"
import { Button, Heading, IconButton, Text } from "@medusajs/ui"

import { useText } from "../../hooks/use-text"
import { addDays } from "../../lib/dates"
import { DateInput } from "../form/date-input"
import { Choice, WhichResources } from "../form/toolbar-fields"
import { type CalendarView, WEEKS } from "./use-view"

type Props = {
  view: CalendarView
  today: string
  onShow: (date: string) => void
}

/** Which dates, and which resources. */
export function Toolbar({ view, today, onShow }: Props) {
  const { say } = useText()
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
        <WhichResources view={view} />
        <Legend />
      </div>
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
      {LEGEND.map(([key, colors]) => (
        <li key={key} className="flex items-center gap-x-1.5">
          <span className={`size-3 rounded-sm border ${colors}`} />
          <Text size="xsmall" className="text-ui-fg-subtle">
            {say(key)}
          </Text>
        </li>
      ))}
    </ul>
  )
}
