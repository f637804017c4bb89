import { clx, Table } from "@medusajs/ui"
import type { ReactNode } from "react"

type Column<T> = {
  name: string
  cell: (row: T) => ReactNode
  right?: boolean
}

type Props<T> = {
  columns: Column<T>[]
  rows: T[]
  idOf: (row: T) => string
  onRowClick?: (row: T) => void
}

/** A short table inside a section; long lists have a page of their own. */
export function MiniTable<T>({ columns, rows, idOf, onRowClick }: Props<T>) {
  return (
    <div className="overflow-x-auto">
      <Table>
        <Table.Header>
          <Table.Row>
            {columns.map(({ name, right }, index) => (
              <Table.HeaderCell
                key={index}
                className={clx("whitespace-nowrap", right && "text-right")}
              >
                {name}
              </Table.HeaderCell>
            ))}
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {rows.map((row) => (
            <Table.Row
              key={idOf(row)}
              onClick={onRowClick ? () => onRowClick(row) : undefined}
              className={clx(onRowClick && "cursor-pointer")}
            >
              {columns.map(({ cell, right }, index) => (
                <Table.Cell
                  key={index}
                  className={clx("whitespace-nowrap", right && "text-right")}
                >
                  {cell(row)}
                </Table.Cell>
              ))}
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </div>
  )
}
