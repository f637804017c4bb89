import { defineRouteConfig } from "@medusajs/admin-sdk"
import { Calendar } from "@medusajs/icons"
import { Container, Text } from "@medusajs/ui"
import { useCallback, useRef, useState } from "react"

import { AllocationForms } from "../../components/allocation/use-allocation-actions"
import { CellDetails } from "../../components/calendar/cell-details"
import { Grid, type GridHandle } from "../../components/calendar/grid"
import {
  type Cell,
  first,
  last,
  type Selection,
} from "../../components/calendar/layout"
import { SelectionBar } from "../../components/calendar/selection-bar"
import { Toolbar } from "../../components/calendar/toolbar"
import { useView } from "../../components/calendar/use-view"
import { crumb } from "../../components/common/crumbs"
import { ReadFirst } from "../../components/common/modals"
import { Nothing, Reading } from "../../components/common/states"
import {
  isResourceForm,
  ResourceForms,
} from "../../components/resource/resource-forms"
import { type CalendarData, useCalendar } from "../../hooks/calendar"
import { useResource } from "../../hooks/catalog"
import { useForms } from "../../hooks/use-forms"
import { useText } from "../../hooks/use-text"
import { useToday } from "../../hooks/use-today"
import { addDays } from "../../lib/dates"

const CalendarPage = () => {
  const { say } = useText()
  const today = useToday()
  const view = useView(today)
  const { type, group_id, q, start, weeks, change } = view
  const answer = useCalendar({
    start_date: start,
    end_date: addDays(start, 7 * weeks - 1),
    type,
    group_id,
    q,
  })
  const { hasNextPage, isFetching, fetchNextPage } = answer
  const grid = useRef<GridHandle>(null)
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetching) {
      void fetchNextPage()
    }
  }, [hasNextPage, isFetching, fetchNextPage])
  const show = (date: string) => {
    change({ start: date })
    grid.current?.showColumn(0)
  }
  return (
    <Container className="flex h-[calc(100vh-5rem)] min-h-[480px] flex-col divide-y overflow-hidden p-0">
      <Toolbar view={view} today={today} onShow={show} />
      <Reading answer={answer} rows={8}>
        {(data) =>
          data.resources.length === 0 ? (
            <Nothing title={say("calendar.none")}>
              {say("calendar.noneText")}
            </Nothing>
          ) : (
            <Sheet data={data} today={today} grid={grid} onEnd={onEnd} />
          )
        }
      </Reading>
      <AllocationForms />
      <FormsOfChosen />
    </Container>
  )
}

export default CalendarPage

/** Forms about dates that were chosen in the grid. */
function FormsOfChosen() {
  const { form, of = "", close } = useForms()
  const isOpen = isResourceForm(form)
  const answer = useResource(of, isOpen)
  return isOpen ? (
    <ReadFirst answer={answer} onClose={close}>
      {(resource) => <ResourceForms resource={resource} />}
    </ReadFirst>
  ) : null
}

type SheetProps = {
  data: CalendarData
  today: string
  grid: React.Ref<GridHandle>
  onEnd: () => void
}

/** The grid, with what is chosen in it and what is open from it. */
function Sheet({ data, today, grid, onEnd }: SheetProps) {
  const { say } = useText()
  const [cursor, setCursor] = useState<Cell | null>(null)
  const [selection, setSelection] = useState<Selection | null>(null)
  const [open, setOpen] = useState<Cell | null>(null)
  const chosen = selection && data.resources[selection.row]
  const shown = open && data.resources[open.row]
  return (
    <>
      <div className="min-h-0 flex-1">
        <Grid
          data={data}
          today={data.dates.indexOf(today)}
          cursor={cursor}
          selection={selection}
          onCursor={setCursor}
          onSelect={setSelection}
          onOpen={(cell) => {
            setCursor(cell)
            setSelection(null)
            setOpen(cell)
          }}
          onEnd={onEnd}
          handle={grid}
        />
      </div>
      <div className="flex flex-wrap items-center justify-between gap-x-4 px-6 py-2">
        <Text size="xsmall" className="text-ui-fg-muted">
          {say("calendar.hint")}
        </Text>
        <Text size="xsmall" className="text-ui-fg-muted whitespace-nowrap">
          {say("calendar.shown", {
            shown: data.resources.length,
            count: data.count,
          })}
        </Text>
      </div>
      {shown && open && (
        <CellDetails
          resource={shown}
          index={open.column}
          date={data.dates[open.column] ?? today}
          onClose={() => setOpen(null)}
          onChoose={() => {
            setSelection({ row: open.row, from: open.column, to: open.column })
            setOpen(null)
          }}
        />
      )}
      {chosen && selection && (
        <SelectionBar
          resource={chosen}
          start={data.dates[first(selection)] ?? today}
          end={data.dates[last(selection)] ?? today}
          count={last(selection) - first(selection) + 1}
          onDone={() => setSelection(null)}
        />
      )}
    </>
  )
}

export const handle = { breadcrumb: crumb("menu.bookings") }

export const config = defineRouteConfig({
  label: "menu.bookings",
  translationNs: "resource_booking",
  icon: Calendar,
})
