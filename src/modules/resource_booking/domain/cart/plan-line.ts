import type { GivenItem } from "../holds/normalize-items"
import { accept, type Decision, refuse } from "../shared/refusals"

/** What a variant is linked to: a resource, or any member of a group. */
export type Link = {
  resource_id: string | null
  group_id: string | null
}

/** Of the resources that items name: the group that each belongs to. */
export type GroupOf = Map<string, string | null>

export type LinePlan = {
  /** One for each link, in the links' order; all of one stay and quantity. */
  items: GivenItem[]
  quantity: number
}

/**
 * What a line of a variant holds. Items may only name what the variant is
 * linked to, or a member of a linked group; of a bundle, what is left out is
 * added. A line has one price, so its items have one stay and one quantity.
 */
export function planLine(
  links: Link[],
  items: GivenItem[],
  groupOf: GroupOf
): Decision<LinePlan> {
  const [first] = items
  if (links.length === 0) {
    return refuse("invalid_data", "This product can't be booked by date.")
  }
  if (!first) {
    return refuse("invalid_data", "A booking must have at least one item.")
  }
  const left = [...items]
  const planned = links.map((link): GivenItem => {
    const at = left.findIndex((item) => isOf(link, item, groupOf))
    return at >= 0
      ? (left.splice(at, 1)[0] as GivenItem)
      : { ...target(link), ...stayOf(first) }
  })
  if (left.length > 0) {
    return refuse(
      "invalid_data",
      "An item is not part of this product, or is listed twice."
    )
  }
  if (planned.some((item) => keyOf(item) !== keyOf(first))) {
    return refuse(
      "invalid_data",
      "All items of a booking must have the same dates and quantity."
    )
  }
  return accept({ items: planned, quantity: first.quantity ?? 1 })
}

function isOf(link: Link, item: GivenItem, groupOf: GroupOf): boolean {
  if (item.resource_id === undefined) {
    return link.group_id !== null && item.group_id === link.group_id
  }
  return (
    item.resource_id === link.resource_id ||
    (link.group_id !== null && groupOf.get(item.resource_id) === link.group_id)
  )
}

function target({ resource_id, group_id }: Link): GivenItem {
  return resource_id !== null
    ? { resource_id }
    : { group_id: group_id as string }
}

function stayOf({ start_date, end_date, dates, quantity }: GivenItem) {
  return {
    ...(dates ? { dates } : { start_date, end_date }),
    ...(quantity === undefined ? {} : { quantity }),
  } as GivenItem
}

function keyOf({ start_date, end_date, dates, quantity = 1 }: GivenItem) {
  const stay = dates ? [...dates].sort().join() : `${start_date} ${end_date}`
  return `${stay} ${quantity}`
}
