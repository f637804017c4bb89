import { useVirtualizer } from "@tanstack/react-virtual"
import {
  type KeyboardEvent,
  type Ref,
  useDeferredValue,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
} from "react"

import type { CalendarData } from "../../hooks/calendar"
import { useText } from "../../hooks/use-text"
import { useWords } from "./cell-look"
import { Head } from "./head"
import {
  type Cell,
  CHUNK,
  chunkStart,
  COLUMN_WIDTH,
  first,
  HEAD_HEIGHT,
  last,
  NAME_WIDTH,
  OVERSCAN,
  ROW_HEIGHT,
  type Selection,
} from "./layout"
import { cellId, range, Row } from "./row"
import { usePointer } from "./use-pointer"

export type GridHandle = { showColumn: (column: number) => void }

type Props = {
  data: CalendarData
  today: number
  cursor: Cell | null
  selection: Selection | null
  onCursor: (cell: Cell) => void
  onSelect: (selection: Selection | null) => void
  onOpen: (cell: Cell) => void
  /** The last rows are in sight. */
  onEnd: () => void
  handle: Ref<GridHandle>
}

/**
 * Resources × dates. Only what is in sight is drawn, so a year of a thousand
 * resources scrolls like a week of ten.
 */
export function Grid(props: Props) {
  const { data, today, cursor, selection, onEnd } = props
  const { say } = useText()
  const words = useWords()
  const grid = useRef<HTMLDivElement>(null)
  const rows = data.resources.length
  const columns = data.dates.length

  // Not at once for each: a step both ways is drawn once.
  const down = useVirtualizer({
    count: rows,
    getScrollElement: () => grid.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
    useFlushSync: false,
    paddingStart: HEAD_HEIGHT,
    scrollPaddingStart: HEAD_HEIGHT,
  })
  const across = useVirtualizer({
    horizontal: true,
    count: columns,
    getScrollElement: () => grid.current,
    estimateSize: () => COLUMN_WIDTH,
    // Chunks are overscan enough.
    overscan: 1,
    useFlushSync: false,
    paddingStart: NAME_WIDTH,
    scrollPaddingStart: NAME_WIDTH,
  })
  const shownRows = down.getVirtualItems()
  const shownColumns = across.getVirtualItems()
  // By the chunk: a step across draws nothing until it leaves the chunk.
  const from = chunkStart(shownColumns[0]?.index ?? 0)
  const to = Math.min(
    columns - 1,
    chunkStart(shownColumns[shownColumns.length - 1]?.index ?? 0) + CHUNK - 1
  )
  const firstRow = shownRows[0]?.index ?? 0
  const lastRow = shownRows[shownRows.length - 1]?.index ?? -1
  // Drawn in slices between frames: a screen of new cells blocks none of them.
  const drawn = useDeferredValue(
    useMemo(
      () => ({ firstRow, lastRow, from, to }),
      [firstRow, lastRow, from, to]
    )
  )
  const width = NAME_WIDTH + columns * COLUMN_WIDTH

  useImperativeHandle(
    props.handle,
    () => ({
      showColumn: (column) => across.scrollToIndex(column, { align: "start" }),
    }),
    [across]
  )
  useEffect(() => {
    if (rows > 0 && lastRow >= rows - 20) {
      onEnd()
    }
  }, [lastRow, rows, onEnd])

  const goTo = ({ row, column }: Cell, extend: boolean) => {
    const cell = {
      row: Math.max(0, Math.min(rows - 1, row)),
      column: Math.max(0, Math.min(columns - 1, column)),
    }
    down.scrollToIndex(cell.row)
    across.scrollToIndex(cell.column)
    if (extend && cursor) {
      const start = selection?.row === cursor.row ? selection : null
      props.onSelect({
        row: cursor.row,
        from: start?.from ?? cursor.column,
        to: cell.column,
      })
      props.onCursor({ row: cursor.row, column: cell.column })
    } else {
      props.onSelect(null)
      props.onCursor(cell)
    }
  }
  const pointer = usePointer(grid, {
    rows,
    columns,
    onSelect: (chosen) => {
      props.onCursor({ row: chosen.row, column: chosen.to })
      props.onSelect(chosen)
    },
    onExtend: (cell) =>
      goTo(cursor ? { row: cursor.row, column: cell.column } : cell, true),
    onOpen: props.onOpen,
  })
  const screen = Math.max(1, shownRows.length - 2 * OVERSCAN - 1)

  const onKeyDown = (event: KeyboardEvent) => {
    const { row, column } = cursor ?? { row: 0, column: from }
    const moves: Record<string, Cell> = {
      ArrowDown: { row: row + 1, column },
      ArrowUp: { row: row - 1, column },
      ArrowLeft: { row, column: column - 1 },
      ArrowRight: { row, column: column + 1 },
      PageDown: { row: row + screen, column },
      PageUp: { row: row - screen, column },
      Home: { row: event.ctrlKey ? 0 : row, column: 0 },
      End: { row: event.ctrlKey ? rows - 1 : row, column: columns - 1 },
    }
    const move = moves[event.key]
    if (move && rows > 0) {
      event.preventDefault()
      goTo(cursor ? move : { row, column }, event.shiftKey)
    } else if (event.key === "Enter" && cursor) {
      event.preventDefault()
      props.onOpen(cursor)
    } else if (event.key === "Escape" && selection) {
      event.preventDefault()
      props.onSelect(null)
    }
  }

  return (
    <div
      ref={grid}
      role="grid"
      tabIndex={0}
      aria-label={say("menu.calendar")}
      aria-rowcount={data.count + 1}
      aria-colcount={columns + 1}
      aria-multiselectable
      aria-activedescendant={
        cursor ? cellId(cursor.row, cursor.column) : undefined
      }
      onKeyDown={onKeyDown}
      {...pointer}
      className="focus-visible:shadow-borders-focus relative isolate h-full min-h-72 select-none overflow-auto overscroll-contain outline-none"
    >
      <div
        className="relative"
        style={{ width, height: HEAD_HEIGHT + rows * ROW_HEIGHT }}
      >
        <Head
          dates={data.dates}
          width={width}
          from={drawn.from}
          to={drawn.to}
          today={today}
        />
        {today >= 0 && (
          <div
            className="bg-ui-bg-highlight absolute bottom-0"
            style={{
              top: HEAD_HEIGHT,
              left: NAME_WIDTH + today * COLUMN_WIDTH,
              width: COLUMN_WIDTH,
            }}
          />
        )}
        {range(drawn.firstRow, drawn.lastRow).map((index) => {
          const resource = data.resources[index]
          const chosen = selection?.row === index ? selection : null
          return (
            resource && (
              <Row
                key={resource.id}
                resource={resource}
                index={index}
                top={HEAD_HEIGHT + index * ROW_HEIGHT}
                width={width}
                from={drawn.from}
                to={drawn.to}
                chosenFrom={chosen ? first(chosen) : -1}
                chosenTo={chosen ? last(chosen) : -1}
                cursor={cursor?.row === index ? cursor.column : -1}
                words={words}
              />
            )
          )
        })}
      </div>
    </div>
  )
}
