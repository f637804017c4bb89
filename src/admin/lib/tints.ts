import type { ClosedReason } from "./types"

type Figures = { held: number; allocated: number }

/** Closed by staff, or by a rule: not by customers. */
export function isClosed(reason: ClosedReason | null): boolean {
  return reason !== null && reason !== "held" && reason !== "sold_out"
}

/** The colors of a date; what it says in words stands in the cell as well. */
export function tintOf(
  { held, allocated }: Figures,
  reason: ClosedReason | null
): string {
  if (isClosed(reason)) {
    return allocated > 0 || held > 0
      ? "bg-ui-tag-neutral-bg text-ui-tag-neutral-text border-ui-tag-neutral-border"
      : "bg-ui-bg-disabled text-ui-fg-muted border-ui-border-base"
  }
  if (reason === "sold_out") {
    return "bg-ui-tag-blue-bg text-ui-tag-blue-text border-ui-tag-blue-border"
  }
  if (reason === "held" || held > 0) {
    return "bg-ui-tag-orange-bg text-ui-tag-orange-text border-ui-tag-orange-border"
  }
  return "bg-ui-tag-green-bg text-ui-tag-green-text border-ui-tag-green-border"
}
