import { ChevronLeftMini, ChevronRightMini } from "@medusajs/icons"
import { Button, Heading, IconButton, Text } from "@medusajs/ui"

import { useText } from "../../hooks/use-text"
import { addDays } from "../../lib/dates"
import { DateInput } from "../form/date-input"
import { WhichResources } from "../form/toolbar-fields"
import type { BoardView } from "./use-board-view"

type Props = {
  view: BoardView
  today: string
  /** When it was read last, in words. */
  updated: string | null
}

/** Which date, and which rooms. */
export function BoardHead({ view, today, updated }: Props) {
  const { say } = useText()
  const date = view.date ?? today
  const show = (to: string) => view.change({ date: to === today ? null : to })
  return (
    <div className="flex flex-col gap-y-3 px-3 py-4 sm:px-6">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div>
          <Heading level="h1">{say("menu.frontDesk")}</Heading>
          <Text size="small" className="text-ui-fg-subtle">
            {updated
              ? say("board.updated", { time: updated })
              : say("board.text")}
          </Text>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <IconButton
            size="large"
            aria-label={say("board.dayBefore")}
            onClick={() => show(addDays(date, -1))}
          >
            <ChevronLeftMini />
          </IconButton>
          <Button
            size="large"
            variant="secondary"
            aria-pressed={date === today}
            onClick={() => show(today)}
          >
            {say("calendar.today")}
          </Button>
          <IconButton
            size="large"
            aria-label={say("board.dayAfter")}
            onClick={() => show(addDays(date, 1))}
          >
            <ChevronRightMini />
          </IconButton>
          <DateInput
            className="w-40"
            label={say("calendar.jump")}
            value={date}
            onChange={(to) => to && show(to)}
          />
        </div>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <WhichResources view={view} touch />
      </div>
    </div>
  )
}
