import type { Span } from "../shared/calendar"
import { MAX_ITEMS } from "../shared/demand"
import { accept, type Decision, refuse } from "../shared/refusals"
import { isStorable } from "../shared/text"

const MAX_ID = 255

/** Whether a variant and one thing, and only one, are named. */
export function checkVariantLink(
  variantId: string,
  { resource_id, group_id }: { resource_id?: string; group_id?: string }
): Decision<null> {
  const things = [resource_id, group_id].filter((id) => id !== undefined)
  return things.length === 1 && [variantId, ...things].every(isId)
    ? accept(null)
    : refuse(
        "invalid_data",
        "A link needs a variant and either a resource or a group."
      )
}

/**
 * Whether a variant that sells some things may sell one more. A cart's item
 * gives the dates once for all of them, and a hold takes no more items.
 *
 * @param spans of what it sells; null for a group without members, which has
 * no dates yet
 */
export function decideVariantLink(
  spans: (Span | null)[],
  span: Span | null
): Decision<null> {
  if (spans.length >= MAX_ITEMS) {
    return refuse(
      "invalid_data",
      `A variant can sell at most ${MAX_ITEMS} resources and groups.`,
      { kind: "too_many_links", most: MAX_ITEMS }
    )
  }
  return span === null ? accept(null) : checkSoldTogether(span, spans)
}

/** Whether a thing has the span of all that is sold together with it. */
export function checkSoldTogether(
  span: Span,
  others: (Span | null)[]
): Decision<null> {
  return others.every((other) => other === null || other === span)
    ? accept(null)
    : refuse(
        "invalid_data",
        "Everything that a variant sells must have the same span: by the night, or by the day.",
        { kind: "mixed_spans" }
      )
}

/** Whether it can be a variant's id. */
export function checkVariantId(id: string): Decision<null> {
  return isId(id)
    ? accept(null)
    : refuse("invalid_data", "This is not a valid variant id.")
}

function isId(id: unknown): boolean {
  return (
    typeof id === "string" &&
    id.length > 0 &&
    id.length <= MAX_ID &&
    isStorable(id)
  )
}
