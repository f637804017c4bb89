import type { Violation } from "../types"
import type { AuditCheck } from "./audit-check"
import { KEPT_SINCE, LOG_CHECKS } from "./audit-log"
import { ALL, type Scope, within } from "./check-scope"
import type { Statement } from "./database"
import { claimsOf, KEPT_WITH_THE_ONE_BEFORE, NEEDED } from "./needed-units"

const CHECKS: AuditCheck[] = [
  {
    invariant: "I1",
    description: "more is held and allocated than the capacity allows",
    text: (w) => `
      select c.resource_id || ' ' || c.date as subject
      from booking_capacity c
      left join booking_claim cl
        on cl.resource_id = c.resource_id and cl.date = c.date
      where ${w.rows("booking_capacity", "c")}
      group by c.resource_id, c.date
      having coalesce(sum(cl.quantity), 0) > c.max_capacity + c.overbooked`,
  },
  {
    invariant: "I2",
    description: "a counter differs from the sum of its claims",
    text: (w) => `
      select c.resource_id || ' ' || c.date as subject
      from booking_capacity c
      left join booking_claim cl
        on cl.resource_id = c.resource_id and cl.date = c.date
      where ${w.rows("booking_capacity", "c")}
      group by c.resource_id, c.date
      having c.held
          <> coalesce(sum(cl.quantity) filter (where cl.state = 'held'), 0)
        or c.allocated
          <> coalesce(sum(cl.quantity) filter (where cl.state <> 'held'), 0)
        or c.overbooked <> coalesce(sum(cl.overbooked), 0)`,
  },
  {
    invariant: "I2",
    description: "a claim has no capacity row",
    text: (w) => `
      select cl.resource_id || ' ' || cl.date as subject
      from booking_claim cl
      where ${w.rows("booking_claim", "cl")}
        and not exists (select from booking_capacity c
        where c.resource_id = cl.resource_id and c.date = cl.date)`,
  },
  {
    invariant: "I3",
    description: "the log shows a hold moving on after its final state",
    text: (w) => `
      select later.hold_id as subject
      from booking_operation earlier
      join booking_operation later on later.hold_id = earlier.hold_id
        and later.seq > earlier.seq
      where ${w.holds("earlier.hold_id")} and ${w.holds("later.hold_id")}
        and earlier.operation in ('hold.released', 'hold.confirmed')
        and later.operation in ('hold.released', 'hold.confirmed',
          'hold.expired', 'hold.extended', 'hold.taken_again')`,
  },
  {
    invariant: "I3",
    description: "a live hold lacks claims, or a claim has no live owner",
    text: (w) => `
      select i.id as subject
      from booking_hold h
      join booking_hold_item i on i.hold_id = h.id
      where ${w.holds("h.id")}
        and h.status = 'active' and h.expires_at > clock_timestamp()
        and h.replaces is null
        and (select count(*) from (${claimsOf("i.id")}) cl
          where cl.state = 'held'
            and cl.resource_id = i.resource_id and cl.date = any (i.dates)
            and cl.quantity = i.quantity) <> cardinality(i.dates)
      union all
      -- Until it takes over, the hold before keeps a part of its units.
      select i.id
      from booking_hold h
      join booking_hold_item i on i.hold_id = h.id
      where ${w.holds("h.id")}
        and h.status = 'active' and h.expires_at > clock_timestamp()
        and h.replaces is not null
        and exists (select from unnest(i.dates) as d (date)
          where ${KEPT_WITH_THE_ONE_BEFORE} < ${NEEDED})
      union all
      select a.id
      from booking_allocation a
      where ${w.holds("a.hold_id")} and a.status = 'confirmed'
        and (select count(*) from (${claimsOf("a.id")}) cl
          where cl.state = 'allocated'
            and cl.resource_id = a.resource_id and cl.date = any (a.dates)
            and cl.quantity = a.quantity) <> cardinality(a.dates)
      union all
      select cl.claimant_id
      from booking_claim cl
      where ${w.rows("booking_claim", "cl")}
        and not exists (
          select from booking_hold_item i join booking_hold h
            on h.id = i.hold_id
          where i.id = cl.claimant_id and h.status = 'active'
            and cl.state = 'held')
        and not exists (
          select from booking_allocation a
          where a.id = cl.claimant_id and a.status = 'confirmed'
            and cl.state = 'allocated')`,
  },
  {
    invariant: "I4",
    description: "two holds share an idempotency key",
    text: (w) => `
      select min(id) as subject from booking_hold
      where (idempotency_scope, idempotency_key) in (
        select h.idempotency_scope, h.idempotency_key
        from booking_hold h where ${w.holds("h.id")})
      group by idempotency_scope, idempotency_key having count(*) > 1`,
  },
  {
    invariant: "I5",
    description: "a hold item has two allocations for one segment",
    text: (w) => `
      select hold_item_id as subject from booking_allocation a
      where ${w.holds("a.hold_id")}
      group by hold_item_id, segment having count(*) > 1`,
  },
  {
    invariant: "I5",
    description: "a confirmed hold does not have one allocation for each item",
    text: (w) => `
      select h.id as subject from booking_hold h
      where ${w.holds("h.id")} and h.status = 'confirmed' and exists (
        select from booking_hold_item i where i.hold_id = h.id
          and not exists (select from booking_allocation a
            where a.hold_item_id = i.id
              and a.order_id is not distinct from h.order_id))
      union all
      select a.id from booking_allocation a
      join booking_hold h on h.id = a.hold_id
      where ${w.holds("a.hold_id")} and h.status <> 'confirmed'`,
  },
  {
    invariant: "I6",
    description: "a hold was confirmed at or after its end",
    text: (w) => `
      select h.id as subject from booking_hold h
      where ${w.holds("h.id")}
        and h.status = 'confirmed' and h.ended_at >= h.expires_at`,
  },
  {
    invariant: "I7",
    description: "a hold or allocation and its log disagree",
    text: (w) => `
      select h.id as subject from booking_hold h
      where ${w.holds("h.id")} and (
        (h.created_at >= ${KEPT_SINCE}
          and not exists (select from booking_operation o
            where o.hold_id = h.id and o.operation = 'hold.placed'))
        or (h.status <> 'active' and h.ended_at >= ${KEPT_SINCE}
          and not exists (select from booking_operation o
            where o.hold_id = h.id and o.operation = 'hold.' || h.status)))
      union all
      select a.id from booking_allocation a
      where ${w.holds("a.hold_id")} and a.created_at >= ${KEPT_SINCE}
        and not exists (select from booking_operation o
        where o.hold_id = a.hold_id and o.allocation_id = a.id
          and o.operation in ('allocation.created', 'allocation.moved',
            'allocation.split'))`,
  },
  {
    invariant: "I8",
    description: "the log shows that something was freed twice",
    text: (w) => `
      select coalesce(allocation_id, hold_id) as subject
      from booking_operation o
      where ${w.holds("o.hold_id")}
        and operation in ('allocation.canceled', 'hold.released')
      group by operation, hold_id, allocation_id having count(*) > 1`,
  },
  {
    invariant: "I10",
    description: "a hold has been overdue for more than two job periods",
    text: () => `
      select id as subject from booking_hold
      where status = 'active'
        and expires_at < clock_timestamp() - interval '2 minutes'`,
  },
  {
    invariant: "I13",
    description: "a claim says a later end than its hold has",
    text: (w) => `
      select cl.claimant_id as subject
      from booking_claim cl
      join booking_hold_item i on i.id = cl.claimant_id
      join booking_hold h on h.id = i.hold_id
      where ${w.holds("h.id")} and cl.due_at > h.due_at`,
  },
  ...LOG_CHECKS,
]

/** How many breaches of one kind are listed; one is already too many. */
export const MAX_LISTED = 100

/** Nobody waits for it. */
const AUDIT_TIMEOUT_MS = 300_000

/**
 * The checks of all invariants, or of some, in one statement, hence of one
 * moment.
 */
export function violations(only?: string[], scope: Scope = ALL): Statement {
  const scoped = within(scope)
  const branches = CHECKS.flatMap(({ invariant, text }, i) =>
    only === undefined || only.includes(invariant)
      ? `
      (select ${i} as check_index, subject
        from (${text(scoped)}) broken limit ${MAX_LISTED})`
      : []
  )
  return {
    text: `with ${scoped.tables} ${branches.join(" union all ")}`,
    ...{ values: scoped.values, byIndex: scoped.byIndex },
    timeoutMs: AUDIT_TIMEOUT_MS,
  }
}

export function toViolation(row: {
  check_index: number
  subject: string
}): Violation {
  const { invariant, description } = CHECKS[row.check_index] as AuditCheck
  return { invariant, description, subject: row.subject }
}
