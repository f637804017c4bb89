import type {
  BasketClock,
  BasketGrace,
  LaterEnd,
} from "../domain/holds/deadline"
import type { DatesSnapshot } from "../domain/holds/decide-hold"
import type { Grant } from "../domain/holds/decide-overbooking"
import type { HoldStatus } from "../domain/holds/hold-states"
import type { Cover } from "../domain/holds/succession"
import type {
  CalendarDate,
  HoldLine,
  ListHolds,
  Metadata,
  Span,
} from "../types"
import type { Queryable, Statement } from "./database"
import {
  CLOCK,
  DATES_SNAPSHOT,
  ms,
  snapshotValues,
  type WantedDates,
} from "./dates"
import { freed, STILL_ACTIVE } from "./due"
import { limitsFacts, type LimitsRecord, NO_ADDRESSES, WHOLE } from "./limits"
import { Filters, type Listing } from "./lists"
import { STORE } from "./locks"
import {
  givenEntries,
  INTO_LOG,
  type LogEntry,
  logRows,
  numbering,
} from "./log"

export type HoldItemRecord = {
  id: string
  resource_id: string
  group_id: string | null
  lock_number: number
  span: Span
  dates: CalendarDate[]
  quantity: number
}

/** A hold with its items as stored, and the instant it was read. */
export type HoldRecord = {
  id: string
  status: HoldStatus
  expires_at_ms: number
  ttl_ms: number
  deadline_ms: number
  owner: string | null
  cart_id: string | null
  customer_id: string | null
  email: string | null
  order_id: string | null
  metadata: Metadata
  created_at_ms: number
  updated_at_ms: number
  line: HoldLine | null
  /** Its own end, while it is kept alive through a payment. */
  pinned_from_ms: number | null
  /** Whether a payment was tried since it was pinned. */
  payment_tried: boolean
  /** The hold that it is about to take over from. */
  replaces: string | null
  /** Whom the limits count it against, besides its owner. */
  address: string | null
  items: HoldItemRecord[]
  /** Units that the hold's items have claimed; fewer after an eviction. */
  claimed: number
  now_ms: number
}

const ITEMS = `(
  select jsonb_agg(jsonb_build_object(
      'id', i.id, 'resource_id', i.resource_id, 'group_id', i.group_id,
      'lock_number', r.lock_number, 'span', r.span,
      'dates', to_jsonb(i.dates), 'quantity', i.quantity) order by i.position)
  from booking_hold_item i
  join booking_resource r on r.id = i.resource_id
  where i.hold_id = h.id)`

const LINE = `(case when h.variant_id is not null then
  jsonb_build_object('line_item_id', h.cart_line_item_id,
    'variant_id', h.variant_id, 'quantity', h.line_quantity,
    'unit_price', h.unit_price::text, 'currency_code', h.currency_code,
    'charged_dates', h.charged_dates, 'price_mode', h.price_mode) end)`

/** The columns of a HoldRecord, from `booking_hold h` and CLOCK. */
export const HOLD_RECORD = `
  h.id, h.status, ${ms("h.expires_at")} as expires_at_ms, h.ttl_ms,
  ${ms("h.deadline")} as deadline_ms, h.owner, h.cart_id, h.customer_id,
  h.email, h.order_id, h.metadata, ${ms("h.created_at")} as created_at_ms,
  ${ms("h.updated_at")} as updated_at_ms, ${LINE} as line,
  ${ms("h.pinned_from")} as pinned_from_ms,
  h.payment_tried_at is not null as payment_tried, h.replaces, h.address,
  ${ITEMS} as items,
  (select coalesce(sum(c.quantity), 0) from booking_hold_item i
    join booking_claim c on c.claimant_id = i.id
    where i.hold_id = h.id) as claimed,
  ${ms("(select now from clock)")} as now_ms`

export function selectHold(id: string): Statement {
  return {
    name: "booking_select_hold",
    text: `with ${CLOCK} select ${HOLD_RECORD}
      from booking_hold h where h.id = $1`,
    values: [id],
  }
}

/** Holds for staff, by what they see of them: an overdue one is expired. */
export function holdsListing(query: ListHolds): Listing {
  const status = `case when h.status = 'active'
    and h.expires_at <= (select now from clock)
    then 'expired' else h.status end`
  const filters = new Filters()
    .oneOf(query.status, status)
    .oneOf(storedAs(query.status), "h.status")
    .given(query.cart_id, (p) => `h.cart_id = ${p}`)
    .given(query.order_id, (p) => `h.order_id = ${p}`)
    .given(query.email, (p) => `lower(h.email) = lower(${p})`)
    .knownAs(query.q, ["h.id", "h.cart_id", "h.order_id"], (own, q) => [
      own.beginning("h.email", q),
    ])
  const item = new Filters(filters.values)
    .given(query.resource_id, (p) => `i.resource_id = ${p}`)
    .anyDateIn("i.dates", query)
  if (!item.isEmpty) {
    filters.always(`exists (
      select from booking_hold_item i where i.hold_id = h.id and ${item.text})`)
  }
  return {
    with: `with ${CLOCK}`,
    columns: HOLD_RECORD,
    from: "booking_hold h",
    filters,
    order: HOLD_ORDER,
    tieBreak: "h.id",
  }
}

/** What the rows themselves say, which indexes know. */
function storedAs(status: ListHolds["status"]): string[] | undefined {
  const wanted = status && [status].flat()
  return wanted?.includes("expired") ? [...wanted, "active"] : wanted
}

export const HOLD_ORDER = {
  id: "h.id",
  created_at: "h.created_at",
  expires_at: "h.expires_at",
  status: "h.status",
}

export async function readHold(
  on: Queryable,
  id: string
): Promise<HoldRecord | undefined> {
  const [row] = await on.query<HoldRecord>(selectHold(id))
  return row
}

/** Which hold a key belongs to, and the body that it was placed with. */
export type KeyRecord = { id: string; fingerprint: string }

export async function readKey(
  on: Queryable,
  scope: string,
  key: string
): Promise<KeyRecord | undefined> {
  const [row] = await on.query<KeyRecord>({
    text: `select id, fingerprint from booking_hold
      where idempotency_scope = $1 and idempotency_key = $2`,
    values: [scope, key],
  })
  return row
}

/** Who asks, as far as placing a hold depends on it. */
export type Asker = {
  scope: string
  key: string
  owner: string | null
  address: string | null
  /** Around each date, where the address's share is counted. */
  window_days: number
}

/** What placing holds decides on, for several askers at once. */
export type PlacementSnapshot = DatesSnapshot &
  LimitsRecord & {
    existing: (KeyRecord & { scope: string; key: string })[]
  }

const EXISTING = `
  select coalesce(jsonb_agg(jsonb_build_object(
      'id', h.id, 'fingerprint', h.fingerprint,
      'scope', h.idempotency_scope, 'key', h.idempotency_key)), '[]')
  from unnest($4::text[], $5::text[]) as asked (scope, key)
  join booking_hold h on h.idempotency_scope = asked.scope
    and h.idempotency_key = asked.key`

const WITHOUT = "$7::text[]"

/**
 * One statement, so that an unlocked look is of one moment: a hold is seen
 * together with its key, or neither is.
 *
 * @param without holds that are not to be counted
 */
export function placementSnapshot(
  wanted: WantedDates[],
  askers: Asker[],
  without: string[]
): Statement {
  const addresses = distinct(askers.map((asker) => asker.address))
  const isAddressed = addresses.length > 0
  const isShared = isAddressed && askers.length > 1
  const variant = isShared ? "_shared" : isAddressed ? "_addressed" : ""
  const limits = limitsFacts({
    ...{ resources: "$1", dates: "$2", owners: "$6" },
    ...{ without: "$7", addresses: "$8", days: "$9", isShared },
  })
  return {
    name: `booking_placement_snapshot${variant}`,
    text: `
      with ${CLOCK}, ${freed(WITHOUT)}
      ${isAddressed ? `, ${limits.tables}` : ""}
      select ${DATES_SNAPSHOT(WITHOUT)},
        (${EXISTING}) as existing,
        (${limits.siblings}) as siblings,
        ${isAddressed ? limits.addresses : NO_ADDRESSES}`,
    values: [
      ...snapshotValues(wanted),
      askers.map((asker) => asker.scope),
      askers.map((asker) => asker.key),
      distinct(askers.map((asker) => asker.owner)),
      without,
      ...(isAddressed ? [addresses, askers[0]?.window_days] : []),
    ],
  }
}

function distinct(values: (string | null)[]): string[] {
  return [...new Set(values)].filter((value) => value !== null)
}

export type BasketRecord = BasketClock & BasketGrace & { owner: string }

const BASKET_KEY = `-2147483648, hashtext(given.owner) # ${STORE}`
const TRY_BASKET = `pg_try_advisory_xact_lock(${BASKET_KEY})`
const WAIT_FOR_BASKET = `pg_advisory_xact_lock(${BASKET_KEY}) is not null`

/**
 * Locks owners' baskets, made on first use with a clock that has run out. The
 * one row lock that is taken before the advisory locks. The second statement
 * answers BasketRecords.
 *
 * @param wait false leaves out the baskets that somebody else has locked
 */
export function lockBaskets(owners: string[], wait: boolean): Statement[] {
  const sorted = [...owners].sort()
  return [
    {
      name: wait ? "booking_make_baskets" : "booking_try_make_baskets",
      // An insert waits for somebody else's of the same owner. The key tells
      // beforehand; its first half is nobody's lock number.
      text: `insert into booking_basket (owner, started_at, deadline)
        select owner, 'epoch', 'epoch'
        from unnest($1::text[]) as given (owner)
        where case
          when exists (select from booking_basket b
            where b.owner = given.owner) then false
          else ${wait ? WAIT_FOR_BASKET : TRY_BASKET} end
        on conflict do nothing`,
      values: [sorted],
    },
    {
      name: wait ? "booking_lock_baskets" : "booking_try_baskets",
      text: `select owner, ${ms("started_at")} as started_at_ms,
          ${ms("deadline")} as deadline_ms,
          ${ms("grace_until")} as grace_until_ms
        from booking_basket where owner = any ($1::text[])
        order by owner for update ${wait ? "" : "skip locked"}`,
      values: [sorted],
    },
  ]
}

/** A live hold that shares its clock with others of its cart. */
export type CartHoldRecord = {
  id: string
  owner: string | null
  cart_id: string
  ttl_ms: number
  expires_at_ms: number
  deadline_ms: number
  items: HoldItemRecord[]
  now_ms: number
}

/**
 * Live holds of carts that have their dates, without those that are about to
 * take over from another; stable while their owners' baskets are locked.
 */
export function cartHolds(cartIds: string[]): Statement {
  return {
    name: "booking_cart_holds",
    text: `
      with ${CLOCK}
      select h.id, h.owner, h.cart_id, h.ttl_ms,
        ${ms("h.expires_at")} as expires_at_ms,
        ${ms("h.deadline")} as deadline_ms, ${ITEMS} as items,
        ${ms("(select now from clock)")} as now_ms
      from booking_hold h
      where h.cart_id = any ($1::text[]) and h.status = 'active'
        and h.expires_at > (select now from clock) and h.replaces is null
        and ${WHOLE}`,
    values: [cartIds],
  }
}

export function writeBaskets(baskets: BasketRecord[]): Statement {
  return {
    name: "booking_write_baskets",
    text: `update booking_basket b
      set started_at = to_timestamp(given.started_at / 1000.0),
        deadline = to_timestamp(given.deadline / 1000.0),
        grace_until = to_timestamp(given.grace_until / 1000.0)
      from unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[])
        as given (owner, started_at, deadline, grace_until)
      where b.owner = given.owner`,
    values: [
      baskets.map((basket) => basket.owner),
      baskets.map((basket) => basket.started_at_ms),
      baskets.map((basket) => basket.deadline_ms),
      baskets.map((basket) => basket.grace_until_ms),
    ],
  }
}

export type NewHold = {
  id: string
  expires_at_ms: number
  ttl_ms: number
  deadline_ms: number
  owner: string | null
  cart_id: string | null
  customer_id: string | null
  email: string | null
  address: string | null
  scope: string
  key: string
  fingerprint: string
  metadata: Metadata
  created_at_ms: number
  line: HoldLine | null
  /** Placed by staff, who need no order for it. */
  staff_booking: boolean
  /** The hold that it is about to take over from. */
  replaces: string | null
  items: NewHoldItem[]
}

export type NewHoldItem = {
  id: string
  position: number
  resource_id: string
  group_id: string | null
  dates: CalendarDate[]
  quantity: number
}

/**
 * Holds, their items, their claims and the log, in one statement: the locks
 * are kept no longer than that, and a counter is written once however many
 * holds there are. A key that somebody else has just used is a unique
 * violation, on which the transaction starts over and finds them.
 *
 * @param covers of the items, what other holds keep for them for now
 */
export function insertHolds(
  holds: NewHold[],
  log: LogEntry[],
  covers: Cover[] = []
): Statement {
  // One order for everybody, since equal keys wait for each other.
  const sorted = [...holds].sort((a, b) =>
    a.scope + a.key < b.scope + b.key ? -1 : 1
  )
  const items = sorted.flatMap((hold) =>
    hold.items.map((item) => ({ hold_id: hold.id, ...item }))
  )
  const isWhole = covers.length === 0
  return {
    name: isWhole ? "booking_insert_holds" : "booking_insert_successor",
    text: `
      with hold as (
        insert into booking_hold (id, expires_at, due_at, ttl_ms, deadline,
          owner, cart_id, customer_id, email, address, idempotency_scope,
          idempotency_key, fingerprint, metadata, created_at, updated_at,
          cart_line_item_id, variant_id, line_quantity, unit_price,
          currency_code, charged_dates, price_mode, staff_booking, replaces)
        select id, to_timestamp(expires_at_ms / 1000.0),
          to_timestamp(expires_at_ms / 1000.0), ttl_ms,
          to_timestamp(deadline_ms / 1000.0), owner, cart_id, customer_id,
          email, address, scope, key, fingerprint, metadata,
          to_timestamp(created_at_ms / 1000.0),
          to_timestamp(created_at_ms / 1000.0),
          line->>'line_item_id', line->>'variant_id',
          (line->>'quantity')::int, (line->>'unit_price')::numeric,
          line->>'currency_code', (line->>'charged_dates')::int,
          line->>'price_mode', staff_booking, replaces
        from jsonb_to_recordset($1::jsonb) as given (id text,
          expires_at_ms bigint, ttl_ms int, deadline_ms bigint, owner text,
          cart_id text, customer_id text, email text, address text, scope text,
          key text, fingerprint text, metadata jsonb, created_at_ms bigint,
          line jsonb, staff_booking boolean, replaces text)
        returning id, due_at
      ), item as (
        insert into booking_hold_item
          (id, hold_id, position, resource_id, group_id, dates, quantity)
        select * from jsonb_to_recordset($2::jsonb) as given (id text,
          hold_id text, position int, resource_id text, group_id text,
          dates date[], quantity int)
        returning id, hold_id, resource_id, dates, quantity
      ), claim as (
        insert into booking_claim
          (resource_id, date, claimant_id, quantity, state, due_at)
        ${isWhole ? WHOLE_CLAIMS : CLAIMS_BESIDE_COVERS}
      ), ${numbering(givenEntries("$3"))}
      ${INTO_LOG}`,
    values: [
      JSON.stringify(sorted.map(({ items: _, ...hold }) => hold)),
      JSON.stringify(items),
      logRows(log),
      ...(isWhole ? [] : [JSON.stringify(covers)]),
    ],
  }
}

const WHOLE_CLAIMS = `
  select i.resource_id, unnest(i.dates), i.id, i.quantity, 'held', h.due_at
  from item i join hold h on h.id = i.hold_id`

const CLAIMS_BESIDE_COVERS = `
  select i.resource_id, d.date, i.id, i.quantity - coalesce(c.units, 0), 'held',
    h.due_at
  from item i join hold h on h.id = i.hold_id
  cross join unnest(i.dates) as d (date)
  left join jsonb_to_recordset($4::jsonb)
    as c (item_id text, date date, units int)
    on c.item_id = i.id and c.date = d.date
  where i.quantity > coalesce(c.units, 0)`

/** New ends for live holds whose dates are locked. */
export function extendHolds(
  ends: LaterEnd<{ id: string }>[],
  nowMs: number
): Statement {
  return {
    name: "booking_extend_holds",
    text: `update booking_hold h
      set expires_at = to_timestamp(given.end_ms / 1000.0),
        expiring_announced_at = null,
        updated_at = to_timestamp($3::bigint / 1000.0)
      from unnest($1::text[], $2::bigint[]) as given (id, end_ms)
      where h.id = given.id and ${STILL_ACTIVE}`,
    values: [
      ends.map(({ hold }) => hold.id),
      ends.map(({ end_ms }) => end_ms),
      nowMs,
    ],
  }
}

/** Ends a hold and frees what is left of its claims. */
export function releaseHold(id: string, nowMs: number): Statement[] {
  return [
    {
      name: "booking_release_hold",
      text: `update booking_hold
        set status = 'released', ended_at = to_timestamp($2::bigint / 1000.0),
          updated_at = to_timestamp($2::bigint / 1000.0)
        where id = $1`,
      values: [id, nowMs],
    },
    deleteClaims([id]),
  ]
}

export function deleteClaims(holdIds: string[]): Statement {
  return {
    name: "booking_delete_claims",
    text: `delete from booking_claim where claimant_id = any (array(
      select id from booking_hold_item where hold_id = any ($1::text[])))`,
    values: [holdIds],
  }
}

/**
 * Brings an overdue or expired hold back to life, under the locks of all its
 * dates: what is missing of its claims is there again.
 *
 * @param deadlineMs its new one, where taking it again is a new request
 * @param grants of its units, those that are beyond what there is
 */
export function reviveHold(
  id: string,
  expiresAtMs: number,
  deadlineMs: number | null = null,
  grants: Grant[] = []
): Statement[] {
  return [
    {
      text: `update booking_hold
        set status = 'active', ended_at = null, replaces = null,
          expires_at = to_timestamp($2::bigint / 1000.0),
          deadline = coalesce(to_timestamp($3::bigint / 1000.0), deadline),
          expiring_announced_at = null, updated_at = clock_timestamp()
        where id = $1`,
      values: [id, expiresAtMs, deadlineMs],
    },
    {
      text: `insert into booking_claim
          (resource_id, date, claimant_id, quantity, overbooked, state, due_at)
        select i.resource_id, d.date, i.id, i.quantity,
          coalesce(given.units, 0), 'held', h.due_at
        from booking_hold_item i
        join booking_hold h on h.id = i.hold_id
        cross join unnest(i.dates) as d (date)
        left join unnest($2::text[], $3::date[], $4::int[])
          as given (item_id, date, units)
          on given.item_id = i.id and given.date = d.date
        where i.hold_id = $1
        on conflict (resource_id, date, claimant_id)
          do update set quantity = excluded.quantity,
            overbooked = excluded.overbooked
          where booking_claim.quantity <> excluded.quantity`,
      values: [
        id,
        grants.map((grant) => grant.item_id),
        grants.map((grant) => grant.date),
        grants.map((grant) => grant.units),
      ],
    },
  ]
}
