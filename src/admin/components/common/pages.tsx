import { Button, Text } from "@medusajs/ui"

import type { ListState } from "../../hooks/use-list-state"
import { useText } from "../../hooks/use-text"
import type { Counted } from "../../lib/types"

/** The server skips no more rows than this. */
const MAX_OFFSET = 10_000

/**
 * The foot of a list: which rows these are, of how many, and the way to others.
 * Not the DataTable's own, which knows exact numbers only.
 */
export function Pages(props: {
  list: ListState
  counted: Counted | undefined
  shown: number
}) {
  const { say, number, total } = useText()
  const { counted = { count: 0, count_is_capped: false }, shown } = props
  const { state, onPaginationChange } = props.list.table.pagination
  const { pageIndex, pageSize } = state
  const before = pageIndex * pageSize
  const turn = (by: number) =>
    onPaginationChange({ ...state, pageIndex: pageIndex + by })
  const isLast = before + pageSize >= counted.count
  return (
    <div className="text-ui-fg-subtle flex w-full items-center justify-between px-3 py-4">
      <Text size="small" className="px-3">
        {say("list.shown", {
          from: number(Math.min(before + 1, counted.count)),
          to: number(before + shown),
          count: total(counted),
        })}
      </Text>
      <div className="flex items-center gap-x-2">
        <Button
          size="small"
          variant="transparent"
          disabled={pageIndex === 0}
          onClick={() => turn(-1)}
        >
          {say("list.previous")}
        </Button>
        <Button
          size="small"
          variant="transparent"
          disabled={isLast || before + pageSize > MAX_OFFSET}
          onClick={() => turn(1)}
        >
          {say("list.next")}
        </Button>
      </div>
    </div>
  )
}
