/** Sizes of the grid, in pixels; all cells are alike. */
export const ROW_HEIGHT = 44
export const COLUMN_WIDTH = 64
export const NAME_WIDTH = 216
export const HEAD_HEIGHT = 76

/** Rows drawn beyond what is seen, on each side. */
export const OVERSCAN = 3

/** Columns that are drawn together. */
export const CHUNK = 4
export const chunkStart = (column: number) => column - (column % CHUNK)

/** A run of dates of one resource, by index; both ends inclusive. */
export type Selection = { row: number; from: number; to: number }
export type Cell = { row: number; column: number }

export const first = ({ from, to }: Selection) => Math.min(from, to)
export const last = ({ from, to }: Selection) => Math.max(from, to)
