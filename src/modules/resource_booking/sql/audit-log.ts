/**
 * Rows against the log (I7): it can't be changed, they can. Each query answers
 * the `{ subject }`s that are not as the log says. Rows that no entry is about
 * were not made by the module, and are left alone, but for those that an
 * operation must have written since the log of traffic begins.
 */
import type { AuditCheck } from "./audit-check"

const INVARIANT = "I7"

/**
 * From when on the log has its traffic: older months were dropped. A moment is
 * that of a change's decision, a little before its entry.
 */
export const KEPT_SINCE = "(select since from booking_log_kept)"

/** What is never dropped. */
const CATALOG = "o.kind = 'catalog'"

/** The last entry about each thing, of some operations. */
function lastEntries(thing: string, operations: string): string {
  return `
    select distinct on (${thing}) ${thing} as thing, o.*
    from booking_operation o where ${operations} and ${thing} is not null
    order by ${thing}, o.seq desc`
}

/** `null` where there is none. */
const DATES_OF = (json: string) => `(
  select array_agg(d::date order by n)
  from jsonb_array_elements_text(${json}) with ordinality as e (d, n))`

export const LOG_CHECKS: AuditCheck[] = [
  {
    invariant: INVARIANT,
    description: "an allocation differs from the log",
    // Resource, dates and order never change: a move makes a new one.
    text: (w) => `
      select o.allocation_id as subject
      from booking_operation o
      left join booking_allocation a on a.id = o.allocation_id
      where ${w.holds("o.hold_id")}
        and o.operation in ('allocation.created', 'allocation.moved',
          'allocation.split')
        and (a.id is null
          or o.after ->> 'resource_id' is distinct from a.resource_id
          or (o.operation = 'allocation.created' and o.after
            ->> 'line_item_id' is distinct from a.line_item_id)
          or o.order_id is distinct from a.order_id
          or ${DATES_OF("o.after -> 'dates'")} is distinct from a.dates)`,
  },
  {
    invariant: INVARIANT,
    description:
      "an allocation was canceled or moved, but the log says otherwise",
    text: (w) => `
      select a.id as subject from booking_allocation a
      where ${w.holds("a.hold_id")}
        and a.status = 'canceled' and a.canceled_at >= ${KEPT_SINCE}
        and not exists (
          select from booking_operation o
          where o.hold_id = a.hold_id and case
            when a.replaced_by is null then o.operation = 'allocation.canceled'
              and o.allocation_id = a.id
            else o.operation = 'allocation.moved'
              and o.allocation_id = a.replaced_by
              and o.before ->> 'id' = a.id end)`,
  },
  {
    invariant: INVARIANT,
    description: "the guest in a resource is not the one who was checked in",
    text: (w) => `
      select coalesce(o.allocation_id, said.allocation_id) as subject
      from (
        select o.allocation_id, o.checked_in_at from booking_occupancy o
        join booking_allocation a on a.id = o.allocation_id
        where ${w.holds("a.hold_id")}) o
      full join (
        select last.after ->> 'allocation_id' as allocation_id
        from (
          select distinct on (a.hold_item_id) o.after
          from booking_operation o
          join booking_allocation a on a.id = o.allocation_id
          where ${w.holds("o.hold_id")} and o.operation like 'occupancy.%'
          order by a.hold_item_id, o.seq desc) last
        where last.after ->> 'checked_in_at' is not null) said
        on said.allocation_id = o.allocation_id
      where o.allocation_id is null or (said.allocation_id is null
        and o.checked_in_at >= ${KEPT_SINCE})`,
  },
  {
    invariant: INVARIANT,
    description: "a stay ended differently than the log says",
    text: (w) => `
      select a.id as subject
      from (
        select * from booking_allocation a where ${w.holds("a.hold_id")}) a
      full join (
        select last.allocation_id, last.operation
        from (
          select distinct on (a.hold_item_id) o.allocation_id, o.operation
          from booking_operation o
          join booking_allocation a on a.id = o.allocation_id
          where ${w.holds("o.hold_id")} and (o.operation like 'occupancy.%'
            or o.operation in ('allocation.no_show',
              'allocation.no_show_undone'))
          order by a.hold_item_id, o.seq desc) last
        where last.operation in ('occupancy.checked_out',
          'allocation.no_show')) said
        on said.allocation_id = a.id
      where (said.allocation_id is not null
          and (a.departed_at is null) <> (said.operation = 'allocation.no_show'))
        or (said.allocation_id is null
          and a.status = 'confirmed'
          and greatest(a.departed_at, a.no_show_at) >= ${KEPT_SINCE}
          and not exists (select from booking_operation o
            where o.operation = 'allocation.split' and o.hold_id = a.hold_id
              and o.allocation_id = a.id))`,
  },
  {
    invariant: INVARIANT,
    description: "a housekeeping task differs from the log",
    text: (w) => `
      select coalesce(t.id, said.thing) as subject
      from (${lastEntries(
        "o.after ->> 'task_id'",
        `o.hold_id is null and o.operation like 'task.%'
          and ${w.resources("o.resource_id")}`
      )}) said
      full join (
        select * from booking_housekeeping_task t
        where ${w.resources("t.resource_id")}) t on t.id = said.thing
      where t.status is distinct from said.after ->> 'status'
        and (said.thing is not null or t.updated_at >= ${KEPT_SINCE})`,
  },
  {
    invariant: INVARIANT,
    description: "a closure differs from the log",
    text: (w) => `
      select coalesce(said.blackout_id, b.id) as subject
      from (${lastEntries(
        "o.blackout_id",
        `${CATALOG}
          and (o.resource_id is null or ${w.resources("o.resource_id")})`
      )}) said
      full join (
        select * from booking_blackout b
        where b.resource_id is null or ${w.resources("b.resource_id")}) b
        on b.id = said.blackout_id
      where b.id is null or said.blackout_id is null
        or (b.lifted_at is not null) <> (said.operation in
          ('blackout.lifted', 'resource.unfrozen'))
        or (b.start_date, b.end_date) is distinct from (
          (coalesce(said.after, said.before) ->> 'start_date')::date,
          (coalesce(said.after, said.before) ->> 'end_date')::date)`,
  },
  {
    invariant: INVARIANT,
    description: "a conflict was raised or settled, but the log says otherwise",
    text: () => `
      select c.id as subject from booking_conflict c
      where not exists (
        select from booking_operation o
        where ${CATALOG}
          and o.operation in ('conflict.raised', 'conflict.resolved')
          and o.after ->> 'id' = c.id and o.after ->> 'status' = c.status
          and o.after ->> 'outcome' is not distinct from c.outcome)`,
  },
  {
    invariant: INVARIANT,
    description:
      "a resource was deleted or restored, but the log says otherwise",
    text: (w) => `
      select coalesce(r.id, said.resource_id) as subject
      from (
        select * from booking_resource r where ${w.resources("r.id")}) r
      full join (${lastEntries(
        "o.resource_id",
        `${CATALOG} and ${w.resources("o.resource_id")} and o.operation
          in ('resource.created', 'resource.deleted', 'resource.restored')`
      )}) said on said.resource_id = r.id
      where r.id is null or (r.deleted_at is not null)
        <> coalesce(said.operation = 'resource.deleted', false)`,
  },
  {
    invariant: INVARIANT,
    description:
      "a resource's span, time zone or capacity differs from the log",
    text: (w) => `
      select distinct said.resource_id as subject
      from (
        select distinct on (o.resource_id, field.key) o.resource_id,
          field.key, field.value
        from booking_operation o cross join lateral jsonb_each(o.after) field
        where ${CATALOG} and ${w.resources("o.resource_id")}
          and o.operation in ('resource.created', 'resource.updated')
          and field.key in ('span', 'timezone', 'default_capacity')
        order by o.resource_id, field.key, o.seq desc) said
      join booking_resource r on r.id = said.resource_id
      where said.value <> to_jsonb(r) -> said.key`,
  },
  {
    invariant: INVARIANT,
    description: "what a variant sells differs from the log",
    text: () => `
      select coalesce(l.id, said.variant_id) as subject
      from booking_variant_link l
      full join (
        select * from (
          select distinct on (fact ->> 'variant_id', fact ->> 'resource_id',
              fact ->> 'group_id')
            o.operation, fact ->> 'variant_id' as variant_id,
            fact ->> 'resource_id' as resource_id,
            fact ->> 'group_id' as group_id
          from booking_operation o
          cross join lateral (select coalesce(o.after, o.before) as fact) f
          where ${CATALOG}
            and o.operation in ('variant.linked', 'variant.unlinked')
          order by fact ->> 'variant_id', fact ->> 'resource_id',
            fact ->> 'group_id', o.seq desc) last
        where last.operation = 'variant.linked') said
        on said.variant_id = l.variant_id
          and coalesce(said.resource_id, said.group_id)
            = coalesce(l.resource_id, l.group_id)
      where l.id is null or said.variant_id is null`,
  },
  {
    invariant: INVARIANT,
    description: "a variant's price mode differs from the log",
    text: () => `
      select said.variant_id as subject
      from (
        select distinct on (o.after ->> 'variant_id')
          o.after ->> 'variant_id' as variant_id,
          o.after ->> 'price_mode' as price_mode
        from booking_operation o
        where ${CATALOG} and o.operation = 'variant.updated'
        order by o.after ->> 'variant_id', o.seq desc) said
      left join booking_variant v on v.variant_id = said.variant_id
      where v.price_mode is distinct from said.price_mode`,
  },
  {
    invariant: INVARIANT,
    description: "units were granted above the capacity, and the log differs",
    text: (w) => `
      select cl.claimant_id as subject from booking_claim cl
      left join booking_allocation a on a.id = cl.claimant_id
      left join booking_hold_item i on i.id = cl.claimant_id
      join booking_hold h on h.id = coalesce(a.hold_id, i.hold_id)
      where ${w.rows("booking_claim", "cl")}
        and cl.overbooked > 0 and h.created_at >= ${KEPT_SINCE}
        and not exists (
          select from booking_operation o
          where o.hold_id = h.id and o.after ? 'overbooked')`,
  },
]
