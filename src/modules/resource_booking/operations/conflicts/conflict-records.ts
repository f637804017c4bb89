import type { ConflictRecord } from "../../sql/conflicts"
import type { ConflictDTO } from "../../types"
import { shownBounds } from "../shared/records"

/** A conflict as the contract gives it. */
export function toConflict(record: ConflictRecord): ConflictDTO {
  return {
    ...record,
    items: record.items.map(({ span, ...item }) => ({
      ...item,
      ...shownBounds(span, item.dates),
    })),
  }
}
