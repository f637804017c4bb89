import type { Keys } from "../domain/reports/graph-query"
import {
  ALLOCATION_FROM,
  ALLOCATION_ORDER,
  ALLOCATION_RECORD,
} from "./allocations"
import { BLACKOUT, BLACKOUT_ORDER } from "./blackouts"
import { CONFLICT, CONFLICT_ORDER } from "./conflicts"
import { CLOCK } from "./dates"
import { overdueUnits } from "./due"
import { GROUP, GROUP_ORDER } from "./groups"
import { HOLD_ORDER, HOLD_RECORD } from "./holds"
import { TASK, TASK_FROM, TASK_ORDER } from "./housekeeping"
import { COUNT_UP_TO, Filters, type Listing } from "./lists"
import { RESOURCE, RESOURCE_FROM, RESOURCE_ORDER } from "./resources"
import {
  VARIANT_LINK,
  VARIANT_LINK_FROM,
  VARIANT_LINK_LIVES,
} from "./variant-links"

/** Records as other modules ask for them, by the ids that they know. */
export type GraphSource = Omit<Listing, "filters"> & {
  /** SQL of each column that rows can be asked for by: text. */
  keys: Record<string, string>
  /** The order when none is given. */
  byDefault: string
  condition?: string
}

export const RESOURCES: GraphSource = {
  columns: RESOURCE,
  from: RESOURCE_FROM,
  condition: "r.deleted_at is null",
  keys: { id: "r.id", handle: "r.handle", group_id: "r.group_id" },
  order: RESOURCE_ORDER,
  byDefault: "name",
  tieBreak: "r.id",
}

export const GROUPS: GraphSource = {
  columns: GROUP,
  from: "booking_resource_group g",
  condition: "g.deleted_at is null",
  keys: { id: "g.id", handle: "g.handle" },
  order: GROUP_ORDER,
  byDefault: "name",
  tieBreak: "g.id",
}

export const HOLDS: GraphSource = {
  with: `with ${CLOCK}`,
  columns: HOLD_RECORD,
  from: "booking_hold h",
  keys: { id: "h.id", cart_id: "h.cart_id", order_id: "h.order_id" },
  order: HOLD_ORDER,
  byDefault: "created_at",
  tieBreak: "h.id",
}

export const ALLOCATIONS: GraphSource = {
  columns: ALLOCATION_RECORD,
  from: ALLOCATION_FROM,
  keys: {
    id: "a.id",
    order_id: "a.order_id",
    line_item_id: "a.line_item_id",
    hold_id: "a.hold_id",
    resource_id: "a.resource_id",
  },
  order: ALLOCATION_ORDER,
  byDefault: "created_at",
  tieBreak: "a.id",
}

export const VARIANT_LINKS: GraphSource = {
  columns: VARIANT_LINK,
  from: VARIANT_LINK_FROM,
  condition: VARIANT_LINK_LIVES,
  keys: {
    id: "l.id",
    variant_id: "l.variant_id",
    resource_id: "l.resource_id",
    group_id: "l.group_id",
  },
  order: { position: "l.position", created_at: "l.created_at", id: "l.id" },
  byDefault: "position",
  tieBreak: "l.id",
}

export const BLACKOUTS: GraphSource = {
  columns: BLACKOUT,
  from: "booking_blackout b",
  condition: "b.lifted_at is null",
  keys: {
    id: "b.id",
    resource_id: "b.resource_id",
    group_id: "b.group_id",
    kind: "b.kind",
  },
  order: BLACKOUT_ORDER,
  byDefault: "start_date",
  tieBreak: "b.id",
}

export const CONFLICTS: GraphSource = {
  columns: CONFLICT,
  from: "booking_conflict c",
  keys: {
    id: "c.id",
    order_id: "c.order_id",
    line_item_id: "c.line_item_id",
    cart_id: "c.cart_id",
    hold_id: "c.hold_id",
    status: "c.status",
  },
  order: CONFLICT_ORDER,
  byDefault: "created_at",
  tieBreak: "c.id",
}

export const TASKS: GraphSource = {
  columns: TASK,
  from: TASK_FROM,
  condition: "r.deleted_at is null",
  keys: {
    id: "t.id",
    resource_id: "t.resource_id",
    allocation_id: "t.allocation_id",
    status: "t.status",
  },
  order: TASK_ORDER,
  byDefault: "created_at",
  tieBreak: "t.id",
}

const CAPACITY_ID = "c.resource_id || ':' || c.date::text"

/** Units of ended holds are not counted as held: they can be had. */
export const CAPACITIES: GraphSource = {
  with: `with ${CLOCK}`,
  columns: `${CAPACITY_ID} as id, c.resource_id, c.date::text as date,
    c.max_capacity, due.held, c.allocated,
    greatest(c.max_capacity - due.held - c.allocated, 0) as available_capacity`,
  from: `booking_capacity c
    join booking_resource r on r.id = c.resource_id
    cross join lateral (
      select c.held - ${overdueUnits("c")} as held) due`,
  condition: "r.deleted_at is null",
  keys: { id: CAPACITY_ID, resource_id: "c.resource_id", date: "c.date::text" },
  order: { id: CAPACITY_ID, resource_id: "c.resource_id", date: "c.date" },
  byDefault: "date",
  tieBreak: "c.resource_id",
}

/**
 * The rows that have one of the values in each of the columns. Who asks by so
 * many ids may count whether they are all there.
 */
export function graphListing(source: GraphSource, keys: Keys): Listing {
  const { condition = "true", ...listing } = source
  const filters = new Filters().always(condition)
  for (const [name, values] of Object.entries(keys)) {
    filters.oneOf(values, source.keys[name] as string)
  }
  const values = Object.values(keys).map((list) => list.length)
  return { ...listing, filters, countUpTo: Math.max(COUNT_UP_TO, ...values) }
}
