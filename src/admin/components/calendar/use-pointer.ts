import { type PointerEvent, type RefObject, useEffect, useRef } from "react"

import {
  type Cell,
  COLUMN_WIDTH,
  HEAD_HEIGHT,
  NAME_WIDTH,
  ROW_HEIGHT,
  type Selection,
} from "./layout"

type Gesture =
  | { kind: "pan"; x: number; y: number; left: number; top: number }
  | { kind: "choose"; start: Cell; moved: boolean; shift: boolean }

type Handlers = {
  rows: number
  columns: number
  onSelect: (selection: Selection) => void
  /** To the cell from the cursor, in the cursor's row. */
  onExtend: (cell: Cell) => void
  onOpen: (cell: Cell) => void
}

/** How near the edge a drag makes the grid scroll along, and how fast. */
const EDGE = 48
const STEP = 16

/**
 * What a mouse or a pen does: the heads of the columns drag the grid, the cells
 * are clicked or dragged over. A finger scrolls, as everywhere, and taps.
 */
export function usePointer(
  grid: RefObject<HTMLDivElement>,
  { rows, columns, onSelect, onExtend, onOpen }: Handlers
) {
  const gesture = useRef<Gesture | null>(null)
  const timer = useRef<ReturnType<typeof setInterval>>()
  useEffect(() => () => clearInterval(timer.current), [])

  const cellAt = (x: number, y: number): Cell | null => {
    const element = grid.current
    if (!element) {
      return null
    }
    const box = element.getBoundingClientRect()
    const left = x - box.left
    const top = y - box.top
    const column = Math.floor(
      (left + element.scrollLeft - NAME_WIDTH) / COLUMN_WIDTH
    )
    const row = Math.floor((top + element.scrollTop - HEAD_HEIGHT) / ROW_HEIGHT)
    return left < NAME_WIDTH || top < HEAD_HEIGHT || row >= rows
      ? null
      : { row, column: Math.max(0, Math.min(columns - 1, column)) }
  }

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    const element = grid.current
    if (!element || event.button !== 0) {
      return
    }
    const target = event.target as HTMLElement
    if (target.closest("[data-head]")) {
      gesture.current = {
        kind: "pan",
        x: event.clientX,
        y: event.clientY,
        left: element.scrollLeft,
        top: element.scrollTop,
      }
      element.setPointerCapture(event.pointerId)
      return
    }
    const start = cellAt(event.clientX, event.clientY)
    if (start && !target.closest("a")) {
      gesture.current = {
        kind: "choose",
        start,
        moved: false,
        shift: event.shiftKey,
      }
      if (event.pointerType !== "touch") {
        element.setPointerCapture(event.pointerId)
      }
    }
  }

  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const element = grid.current
    const now = gesture.current
    if (!element || !now) {
      return
    }
    if (now.kind === "pan") {
      element.scrollLeft = now.left - (event.clientX - now.x)
      element.scrollTop = now.top - (event.clientY - now.y)
      return
    }
    if (event.pointerType === "touch") {
      return
    }
    const { row, column } = now.start
    const choose = () => {
      const cell = cellAt(
        Math.max(
          event.clientX,
          element.getBoundingClientRect().left + NAME_WIDTH
        ),
        event.clientY
      )
      if (cell && (now.moved || cell.column !== column)) {
        now.moved = true
        onSelect({ row, from: column, to: cell.column })
      }
    }
    choose()
    clearInterval(timer.current)
    const speed = edgeSpeed(element, event.clientX)
    if (speed !== 0 && now.moved) {
      timer.current = setInterval(() => {
        element.scrollLeft += speed
        choose()
      }, 30)
    }
  }

  const onPointerUp = (event: PointerEvent<HTMLDivElement>) => {
    clearInterval(timer.current)
    const now = gesture.current
    gesture.current = null
    if (now?.kind !== "choose" || now.moved) {
      return
    }
    const cell = cellAt(event.clientX, event.clientY)
    const isSame =
      cell?.row === now.start.row && cell.column === now.start.column
    if (cell && isSame) {
      if (now.shift) {
        onExtend(cell)
      } else {
        onOpen(cell)
      }
    }
  }

  const onPointerCancel = () => {
    clearInterval(timer.current)
    gesture.current = null
  }

  return { onPointerDown, onPointerMove, onPointerUp, onPointerCancel }
}

function edgeSpeed(element: HTMLElement, x: number): number {
  const { left, right } = element.getBoundingClientRect()
  if (x > right - EDGE) {
    return STEP
  }
  return x < left + NAME_WIDTH + EDGE ? -STEP : 0
}
