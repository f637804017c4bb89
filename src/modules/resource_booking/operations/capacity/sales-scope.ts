import type { SalesScope } from "../../sql/sold-in"
import type { SoldIn } from "../../types"
import type { OperationContext } from "../shared/context"

/** What the asker may see; undefined for who may see all. */
export function scopeOf(
  { options }: OperationContext,
  { sold_in }: SoldIn
): SalesScope | undefined {
  return sold_in && { channels: sold_in, unlinked: options.show_unlinked }
}
