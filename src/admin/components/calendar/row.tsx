import { memo } from "react"
import { Link } from "react-router-dom"

import type { CalendarResource } from "../../lib/types"
import { type CellLook, lookOf, type Words } from "./cell-look"
import { COLUMN_WIDTH, NAME_WIDTH, ROW_HEIGHT } from "./layout"

type Props = {
  resource: CalendarResource
  index: number
  top: number
  width: number
  /** Columns to draw. */
  from: number
  to: number
  /** Chosen columns of this row; -1 where none is. */
  chosenFrom: number
  chosenTo: number
  cursor: number
  words: Words
}

export const cellId = (row: number, column: number) =>
  `booking-cell-${row}-${column}`

/**
 * A resource with its dates. Drawn only when something of it changed: a scroll
 * step draws the rows and columns that came into sight, and no other.
 */
export const Row = memo(function Row(props: Props) {
  const { resource, index, top, width, from, to, words } = props
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className="absolute left-0 flex border-b"
      style={{ height: ROW_HEIGHT, width, top }}
    >
      <div
        role="rowheader"
        className="bg-ui-bg-base sticky left-0 z-10 flex flex-col justify-center border-r pl-6 pr-3"
        style={{ width: NAME_WIDTH }}
      >
        <Link
          to={`/bookings/resources/${resource.id}`}
          tabIndex={-1}
          title={resource.name}
          className="txt-compact-small-plus hover:text-ui-fg-interactive truncate"
        >
          {resource.name}
        </Link>
        <span className="txt-compact-xsmall text-ui-fg-muted truncate">
          {resource.type}
        </span>
      </div>
      {range(from, to).map((column) => (
        <DateCell
          key={column}
          row={index}
          column={column}
          {...lookOf(resource, column, words)}
          isChosen={props.chosenFrom <= column && column <= props.chosenTo}
          isCursor={props.cursor === column}
        />
      ))}
    </div>
  )
})

type CellProps = CellLook & {
  row: number
  column: number
  isChosen: boolean
  isCursor: boolean
}

/**
 * As few elements as can be, and plain strings of classes: merging them would
 * cost more than all the rest.
 */
const DateCell = memo(function DateCell(props: CellProps) {
  const { row, column, word, figure, tint, isChosen, isCursor } = props
  return (
    <div
      role="gridcell"
      id={cellId(row, column)}
      aria-colindex={column + 2}
      aria-selected={isChosen}
      className={`txt-compact-xsmall absolute top-px flex cursor-pointer flex-col items-center justify-center rounded border text-center ${tint} ${
        isChosen ? "ring-ui-border-interactive ring-2 ring-inset" : ""
      } ${isCursor ? "outline-ui-border-interactive outline outline-2 -outline-offset-2" : ""}`}
      style={{
        left: NAME_WIDTH + column * COLUMN_WIDTH + 1,
        width: COLUMN_WIDTH - 2,
        height: ROW_HEIGHT - 3,
      }}
    >
      {figure && (
        <span className="txt-compact-small-plus tabular-nums">{figure}</span>
      )}
      {word}
    </div>
  )
})

export function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i)
}
