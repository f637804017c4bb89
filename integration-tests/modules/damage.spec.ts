import type { Finding } from "../../src/modules/resource_booking/types"
import { type Call, LOG_CHECKS } from "../engine"
import { type Checks, startedProcess } from "../helpers/checks"
import { aScene, type Scene } from "../helpers/scene"
import {
  ADMIN,
  day,
  openWorld,
  WITHOUT_CLAIM_GUARDS,
  type World,
} from "../helpers/world"

/**
 * What somebody can do to the tables by SQL, past the module, as far as the
 * database lets it through, the guards of claims aside: what it refuses is in
 * database-guards.spec.ts. Then a process starts, and looks.
 */
let world: World
let call: Call
beforeAll(async () => {
  world = await openWorld()
  call = { ...world.process(), actor: ADMIN }
  // What the database refuses may still have happened before it did.
  await world.sql(WITHOUT_CLAIM_GUARDS)
})
afterAll(() => world.close())

/** Found by the checks, each as its name and the id that it is about. */
type Damage = {
  table: string
  kind: string
  sql: (s: Scene) => string
  found: (s: Scene) => string[]
}

const set =
  (table: string, what: string) =>
  (id: string, key = "id") =>
    `update ${table} set ${what} where ${key} = '${id}'`
const remove =
  (table: string, key = "id") =>
  (id: string) =>
    `delete from ${table} where ${key} = '${id}'`

const claim = (what: string) => (s: Scene) =>
  set("booking_claim", what)(s.sold, "claimant_id")
const soldSet = (what: string) => (s: Scene) =>
  set("booking_allocation", what)(s.sold)
const holdSet = (what: string) => (s: Scene) =>
  set("booking_hold", what)(s.hold)
const resourceSet = (what: string) => (s: Scene) =>
  set("booking_resource", what)(s.empty)
const taskSet = (what: string) => (s: Scene) =>
  set("booking_housekeeping_task", what)(s.task)
const blackoutSet = (what: string) => (s: Scene) =>
  set("booking_blackout", what)(s.blackout)

const lost = (id: string) => [`lost_claims ${id}`, `invariants ${id}`]
const stray = (id: string) => [`stray_claims ${id}`, `invariants ${id}`]
const broken = (...ids: string[]) => ids.map((id) => `invariants ${id}`)

const FOUND: Damage[] = [
  {
    ...{ table: "booking_claim", kind: "an allocation's are deleted" },
    sql: (s) => remove("booking_claim", "claimant_id")(s.sold),
    found: (s) => lost(s.sold),
  },
  {
    ...{ table: "booking_claim", kind: "a live hold's are deleted" },
    sql: (s) => remove("booking_claim", "claimant_id")(s.item),
    found: (s) => lost(s.item),
  },
  {
    ...{ table: "booking_claim", kind: "one is moved to another date" },
    sql: claim(`date = '${day(15)}'`),
    found: (s) => [...lost(s.sold), ...stray(s.sold)],
  },
  {
    ...{ table: "booking_claim", kind: "one is given to somebody else" },
    sql: (s) => claim(`claimant_id = 'balloc_not_${s.sold}'`)(s),
    found: (s) => [...lost(s.sold), ...stray(`balloc_not_${s.sold}`)],
  },
  {
    ...{ table: "booking_claim", kind: "one is of more units" },
    sql: claim("quantity = 2"),
    found: (s) => lost(s.sold),
  },
  {
    ...{ table: "booking_claim", kind: "a sold one is only held" },
    sql: claim("state = 'held', due_at = '-infinity'"),
    found: (s) => [...lost(s.sold), ...stray(s.sold)],
  },
  {
    ...{ table: "booking_claim", kind: "one is granted above the capacity" },
    sql: claim("overbooked = 1"),
    found: (s) => broken(s.sold),
  },
  {
    ...{ table: "booking_claim", kind: "one is made up" },
    sql: (s) => `insert into booking_claim
      (resource_id, date, claimant_id, quantity, state)
      values ('${s.resource}', '${day(15)}', 'x_${s.sold}', 1, 'allocated')`,
    found: (s) => stray(`x_${s.sold}`),
  },
  {
    ...{ table: "booking_hold", kind: "a live one is released" },
    sql: holdSet("status = 'released', ended_at = now()"),
    found: (s) => [...stray(s.item), ...broken(s.hold)],
  },
  {
    ...{ table: "booking_hold", kind: "a live one is expired" },
    sql: holdSet("status = 'expired', ended_at = now()"),
    found: (s) => [...stray(s.item), ...broken(s.hold)],
  },
  {
    ...{ table: "booking_hold", kind: "a live one is sold" },
    sql: holdSet("status = 'confirmed', ended_at = now(), order_id = 'o'"),
    found: (s) => [...stray(s.item), ...broken(s.hold)],
  },
  {
    ...{ table: "booking_hold_item", kind: "a live hold's is deleted" },
    sql: (s) => remove("booking_hold_item")(s.item),
    found: (s) => stray(s.item),
  },
  {
    ...{ table: "booking_hold_item", kind: "a live hold gets another one" },
    sql: (s) => `insert into booking_hold_item
      (id, hold_id, position, resource_id, dates, quantity)
      values ('x_${s.item}', '${s.hold}', 1, '${s.resource}',
        '{${day(15)}}', 1)`,
    found: (s) => lost(`x_${s.item}`),
  },
  {
    ...{ table: "booking_hold_item", kind: "a sold hold gets another one" },
    sql: (s) => `insert into booking_hold_item
      (id, hold_id, position, resource_id, dates, quantity)
      values ('x_${s.item}', '${s.sold_hold}', 1, '${s.resource}',
        '{${day(15)}}', 1)`,
    found: (s) => broken(s.sold_hold),
  },
  {
    ...{ table: "booking_allocation", kind: "it has other dates" },
    sql: soldSet(`dates = '{${day(15)}}'`),
    found: (s) => [...lost(s.sold), ...stray(s.sold)],
  },
  {
    ...{ table: "booking_allocation", kind: "it has another resource" },
    sql: (s) => soldSet(`resource_id = '${s.room}'`)(s),
    found: (s) => [
      ...[...lost(s.sold), ...stray(s.sold)],
      // Somebody has that room on that date.
      `double_assignments ${[s.sold, s.later].sort()[0]}`,
    ],
  },
  {
    table: "booking_allocation",
    kind: "it has other dates, and its claims as well",
    sql: (s) => `${soldSet(`dates = '{${day(15)}}'`)(s)};
      ${claim(`date = '${day(15)}'`)(s)}`,
    found: (s) => broken(s.sold),
  },
  {
    ...{ table: "booking_allocation", kind: "it is of more units" },
    sql: soldSet("quantity = 2"),
    found: (s) => lost(s.sold),
  },
  {
    ...{ table: "booking_allocation", kind: "it is another order's" },
    sql: soldSet("order_id = 'order_other'"),
    found: (s) => broken(s.sold, s.sold_hold),
  },
  {
    ...{ table: "booking_allocation", kind: "it is another line's" },
    sql: soldSet("line_item_id = 'ordli_other'"),
    found: (s) => broken(s.sold),
  },
  {
    ...{ table: "booking_allocation", kind: "it is another hold's" },
    sql: (s) => soldSet(`hold_id = '${s.next_hold}'`)(s),
    found: (s) => broken(s.sold),
  },
  {
    ...{ table: "booking_allocation", kind: "it is canceled, and not freed" },
    sql: soldSet("status = 'canceled', canceled_at = now()"),
    found: (s) => stray(s.sold),
  },
  {
    ...{ table: "booking_allocation", kind: "it is canceled and freed" },
    sql: (s) => `${soldSet("status = 'canceled', canceled_at = now()")(s)};
      ${remove("booking_claim", "claimant_id")(s.sold)}`,
    found: (s) => broken(s.sold),
  },
  {
    ...{ table: "booking_allocation", kind: "it is canceled for another one" },
    sql: (s) =>
      `${soldSet(
        `status = 'canceled', canceled_at = now(), replaced_by = '${s.next}'`
      )(s)}; ${remove("booking_claim", "claimant_id")(s.sold)}`,
    found: (s) => broken(s.sold),
  },
  {
    ...{
      table: "booking_allocation",
      kind: "one that was moved, not known to",
    },
    sql: (s) => set("booking_allocation", "replaced_by = null")(s.moved),
    found: (s) => broken(s.moved),
  },
  {
    ...{ table: "booking_allocation", kind: "it is deleted" },
    sql: (s) => remove("booking_allocation")(s.sold),
    found: (s) => [...stray(s.sold), ...broken(s.sold_hold)],
  },
  {
    ...{ table: "booking_allocation", kind: "it is deleted with its claims" },
    sql: (s) => `${remove("booking_allocation")(s.sold)};
      ${remove("booking_claim", "claimant_id")(s.sold)}`,
    found: (s) => broken(s.sold, s.sold_hold),
  },
  {
    ...{ table: "booking_allocation", kind: "one is made up" },
    sql: (s) => `insert into booking_allocation
      select (jsonb_populate_record(a, jsonb_build_object('id', 'x_' || a.id,
        'segment', 9, 'dates', array[date '${day(15)}']))).*
      from booking_allocation a where id = '${s.sold}'`,
    found: (s) => lost(`x_${s.sold}`),
  },
  {
    ...{ table: "booking_allocation", kind: "who never came has left" },
    sql: soldSet("arrived_at = now(), departed_at = now()"),
    found: (s) => broken(s.sold),
  },
  {
    ...{ table: "booking_allocation", kind: "who is to come never came" },
    sql: soldSet("no_show_at = now()"),
    found: (s) => broken(s.sold),
  },
  {
    ...{ table: "booking_allocation", kind: "who is in has left" },
    sql: (s) =>
      set(
        "booking_allocation",
        "arrived_at = now(), departed_at = now()"
      )(s.guest),
    found: (s) => [`stray_occupancies ${s.guest}`, ...broken(s.guest)],
  },
  {
    ...{ table: "booking_allocation", kind: "who has left never came" },
    sql: (s) =>
      set(
        "booking_allocation",
        "arrived_at = null, departed_at = null, freed_dates = '{}'"
      )(s.departed),
    // The room is dirty, and they seem to be still expected.
    found: (s) => [`late_turnover ${s.task}`, ...broken(s.departed)],
  },
  {
    ...{ table: "booking_occupancy", kind: "it is deleted" },
    sql: (s) => remove("booking_occupancy", "allocation_id")(s.guest),
    found: (s) => broken(s.guest),
  },
  {
    ...{ table: "booking_occupancy", kind: "it is somebody else's" },
    sql: (s) =>
      set("booking_occupancy", `allocation_id = '${s.later}'`)(
        s.room,
        "resource_id"
      ),
    found: (s) => [`stray_occupancies ${s.later}`, ...broken(s.guest, s.later)],
  },
  {
    ...{ table: "booking_occupancy", kind: "one is made up" },
    sql: (s) => `insert into booking_occupancy
      (resource_id, allocation_id, checked_in_at, actor_type)
      values ('${s.resource}', '${s.sold}', now(), 'user')`,
    found: (s) => [`stray_occupancies ${s.sold}`, ...broken(s.sold)],
  },
  {
    ...{ table: "booking_housekeeping_task", kind: "it is deleted" },
    sql: (s) => remove("booking_housekeeping_task")(s.task),
    found: (s) => broken(s.task),
  },
  {
    ...{ table: "booking_housekeeping_task", kind: "it is finished" },
    sql: taskSet("status = 'finished', finished_at = now()"),
    found: (s) => broken(s.task),
  },
  {
    ...{ table: "booking_housekeeping_task", kind: "it was due long ago" },
    sql: taskSet(`due_date = '${day(-9)}'`),
    found: (s) => [`late_turnover ${s.task}`],
  },
  {
    ...{ table: "booking_housekeeping_task", kind: "one is made up" },
    sql: (s) => `insert into booking_housekeeping_task
      (id, resource_id, status, due_date, created_at, updated_at)
      values ('x_${s.task}', '${s.resource}', 'open', '${day(0)}', now(),
        now())`,
    found: (s) => broken(`x_${s.task}`),
  },
  {
    ...{ table: "booking_blackout", kind: "it is deleted" },
    sql: (s) => remove("booking_blackout")(s.blackout),
    found: (s) => broken(s.blackout),
  },
  {
    ...{ table: "booking_blackout", kind: "it is lifted" },
    sql: blackoutSet("lifted_at = now()"),
    found: (s) => broken(s.blackout),
  },
  {
    ...{ table: "booking_blackout", kind: "a lifted one is in force" },
    sql: (s) => set("booking_blackout", "lifted_at = null")(s.lifted),
    found: (s) => broken(s.lifted),
  },
  {
    ...{ table: "booking_blackout", kind: "its dates reach what is sold" },
    sql: blackoutSet(`start_date = '${day(10)}', end_date = '${day(12)}'`),
    found: (s) => [`closed_allocations ${s.sold}`, ...broken(s.blackout)],
  },
  {
    ...{ table: "booking_blackout", kind: "one is made up" },
    sql: (s) => `insert into booking_blackout
      (id, resource_id, start_date, end_date, kind, reason)
      values ('x_${s.blackout}', '${s.empty}', '${day(40)}', '${day(41)}',
        'blackout', 'works')`,
    found: (s) => broken(`x_${s.blackout}`),
  },
  {
    ...{ table: "booking_conflict", kind: "it is settled" },
    sql: (s) =>
      set(
        "booking_conflict",
        "status = 'resolved', outcome = 'dismissed', resolved_at = now()"
      )(s.conflict),
    found: (s) => broken(s.conflict),
  },
  {
    ...{ table: "booking_conflict", kind: "one is made up" },
    sql: (s) => `insert into booking_conflict (id, policy, order_id, code)
      values ('x_${s.conflict}', 'refund', 'x_${s.conflict}', 'sold_out')`,
    found: (s) => broken(`x_${s.conflict}`),
  },
  {
    ...{ table: "booking_resource", kind: "it is deleted, and dates are sold" },
    sql: (s) => set("booking_resource", "deleted_at = now()")(s.resource),
    found: (s) => [
      `closed_allocations ${s.sold}`,
      `closed_allocations ${s.next}`,
      ...broken(s.resource),
    ],
  },
  {
    ...{ table: "booking_resource", kind: "a deleted one is there again" },
    sql: (s) => set("booking_resource", "deleted_at = null")(s.deleted),
    found: (s) => broken(s.deleted),
  },
  {
    ...{ table: "booking_resource", kind: "it is deleted for good" },
    sql: (s) => remove("booking_resource")(s.empty),
    found: (s) => broken(s.empty),
  },
  {
    ...{ table: "booking_resource", kind: "it is by the day, not the night" },
    sql: resourceSet("span = 'day'"),
    found: (s) => broken(s.empty),
  },
  {
    ...{ table: "booking_resource", kind: "it is in another zone" },
    sql: resourceSet("timezone = 'Europe/Berlin'"),
    found: (s) => broken(s.empty),
  },
  {
    ...{ table: "booking_resource", kind: "it has another default capacity" },
    sql: resourceSet("default_capacity = 9"),
    found: (s) => broken(s.empty),
  },
  {
    ...{ table: "booking_variant_link", kind: "it is deleted" },
    sql: (s) => remove("booking_variant_link", "variant_id")(s.variant),
    found: (s) => broken(s.variant),
  },
  {
    ...{ table: "booking_variant_link", kind: "it sells something else" },
    sql: (s) =>
      set(
        "booking_variant_link",
        `id = 'l_${s.empty}', resource_id = '${s.empty}'`
      )(s.variant, "variant_id"),
    found: (s) => broken(`l_${s.empty}`, s.variant),
  },
  {
    ...{ table: "booking_variant", kind: "it is deleted" },
    sql: (s) => remove("booking_variant", "variant_id")(s.variant),
    found: (s) => broken(s.variant),
  },
  {
    ...{ table: "booking_variant", kind: "it is charged otherwise" },
    sql: (s) =>
      set("booking_variant", "price_mode = 'per_date'")(
        s.variant,
        "variant_id"
      ),
    found: (s) => broken(s.variant),
  },
  {
    ...{ table: "booking_operation", kind: "a false entry is added" },
    sql: (s) => `insert into booking_operation
      (operation, hold_id, actor_type)
      values ('hold.expired', '${s.sold_hold}', 'job')`,
    found: (s) => broken(s.sold_hold),
  },
]

/** What nobody can tell from what staff or time may do, and why. */
const NOT_FOUND: (Omit<Damage, "found"> & { why: string })[] = [
  {
    ...{ table: "booking_capacity", kind: "there is more of a date" },
    why: "staff may offer more; never less than is sold, by the CHECK",
    sql: (s) =>
      set("booking_capacity", "max_capacity = 90")(s.resource, "resource_id"),
  },
  {
    ...{ table: "booking_capacity", kind: "a date without claims is deleted" },
    why: "it has the resource's default from then on",
    sql: (s) =>
      `delete from booking_capacity
        where resource_id = '${s.resource}' and date = '${day(15)}'`,
  },
  {
    ...{ table: "booking_hold", kind: "a live one lasts longer" },
    why: "an end in the future is what extending writes, too",
    sql: holdSet("expires_at = expires_at + interval '1 minute'"),
  },
  {
    ...{ table: "booking_hold", kind: "its price is another one" },
    why: "prices are Medusa's: the log has none of the first one",
    sql: holdSet(
      `cart_id = 'c', variant_id = 'v', line_quantity = 1,
      unit_price = 1, currency_code = 'eur', cart_line_item_id = id,
      charged_dates = 1, price_mode = 'per_date'`
    ),
  },
  {
    ...{ table: "booking_hold", kind: "its key is another one" },
    why: "the key is the client's: the log doesn't have it",
    sql: (s) => holdSet(`idempotency_key = 'x_${s.hold}'`)(s),
  },
  {
    ...{ table: "booking_allocation", kind: "other guests are named" },
    why: "the log has no personal data",
    sql: soldSet(`guests = '[{"name": "Nobody"}]', note = 'none'`),
  },
  {
    ...{ table: "booking_occupancy", kind: "they came at another time" },
    why: "it decides nothing",
    sql: (s) =>
      set("booking_occupancy", "checked_in_at = now()")(
        s.guest,
        "allocation_id"
      ),
  },
  {
    ...{ table: "booking_housekeeping_task", kind: "it is due later" },
    why: "the log doesn't have it",
    sql: taskSet(`due_date = '${day(9)}'`),
  },
  {
    ...{ table: "booking_blackout", kind: "its reason is another one" },
    why: "it decides nothing",
    sql: blackoutSet("reason = 'holidays'"),
  },
  {
    ...{ table: "booking_resource", kind: "its name and rules are others" },
    why: "staff may change them, and what is sold is not asked about them",
    sql: resourceSet("name = 'Another', min_stay = 3, is_active = false"),
  },
  {
    ...{ table: "booking_resource_group", kind: "it is deleted" },
    why: "a group sells nothing by itself",
    sql: (s) => set("booking_resource_group", "deleted_at = now()")(s.group),
  },
  {
    ...{ table: "booking_outbox", kind: "an event is deleted" },
    why: "that is what publishing does, too",
    sql: () => "delete from booking_outbox",
  },
  {
    ...{ table: "booking_log_kept", kind: "the log is said to begin later" },
    why: "what is older was dropped, it says, and is not compared",
    sql: () =>
      "update booking_log_kept set since = now() - interval '10 years'",
  },
  {
    ...{ table: "booking_bus_probe", kind: "it is deleted" },
    why: "it says what was, and decides nothing",
    sql: () => "delete from booking_bus_probe",
  },
  {
    ...{ table: "booking_lease", kind: "somebody is said to be at it" },
    why: "it runs out; health says when it does not",
    sql: () => `insert into booking_lease
      values ('another', 'nobody', now(), now() + interval '1 hour')`,
  },
  {
    ...{ table: "booking_process", kind: "it is deleted" },
    why: "it says who is there, and nothing of what is sold",
    sql: () => "delete from booking_process",
  },
  {
    ...{ table: "booking_turn", kind: "it is deleted" },
    why: "whose turn it is: then it is anybody's",
    sql: () => "delete from booking_turn",
  },
  {
    ...{ table: "booking_basket", kind: "it is deleted" },
    why: "a hold without one has its own end; limits begin anew",
    sql: () => "delete from booking_basket",
  },
  {
    ...{ table: "booking_reconciliation", kind: "a report is deleted" },
    why: "it says what was, and decides nothing",
    sql: () => "delete from booking_reconciliation",
  },
  {
    ...{ table: "booking_check_progress", kind: "it is said to be far ahead" },
    why: "it says what to look at first, and all is looked at in turns",
    sql: () => `insert into booking_check_progress values ('changes',
      '{"checked_to": 1e9, "seen_to": 1e9, "seen_before": "1"}')
      on conflict (name) do update set position = excluded.position`,
  },
]

/** What processes that have just started find. */
async function afterRestart<T>(look: (checks: Checks) => Promise<T>) {
  const checks = startedProcess(world.url)
  try {
    return await look(checks)
  } finally {
    await checks.close()
  }
}

const allFound = () => afterRestart((checks) => checks.all())

/** What all that was damaged has broken. */
const messages = new Set<string>()

let known = new Set<string>()

/**
 * What is found after the damage, and was not before; each once. Of the scene
 * itself nothing is found.
 */
async function newlyFound(sql: string): Promise<string[]> {
  await world.sql(sql)
  const all = await allFound()
  const found = all.filter((one) => !known.has(nameOf(one)))
  found.forEach(({ message }) => messages.add(message))
  known = new Set(all.map(nameOf))
  return [...new Set(found.map(nameOf))].sort()
}

const nameOf = ({ check, subject }: Finding) => `${check} ${subject}`

describe("damage by SQL (R51)", () => {
  let scene: Scene
  beforeEach(async () => {
    scene = await aScene(world, call)
  })

  const named = FOUND.map((one) => [one.table, one.kind, one] as const)
  it.each(named)("is found after a restart: %s, %s", async (_, __, damage) => {
    const found = await newlyFound(damage.sql(scene))
    expect(found).toEqual([...new Set(damage.found(scene))].sort())
  })

  const silent = NOT_FOUND.map((one) => [one.table, one.kind, one] as const)
  it.each(silent)("is not seen: %s, %s", async (_, __, { sql }) => {
    expect(await newlyFound(sql(scene))).toEqual([])
  })

  it.each(LOG_CHECKS.map(({ description }) => description))(
    "was found by every rule of the log: %s",
    (description) => {
      expect([...messages].join()).toContain(description)
    }
  )
})

describe("these tests", () => {
  it("damage every table of the module", async () => {
    const tables = await world.sql<{ name: string }>(
      `select relname as name from pg_class
        where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
          and relname like 'booking\\_%' and not relispartition`
    )
    const damaged = [...FOUND, ...NOT_FOUND].map(({ table }) => table)
    expect([...new Set(damaged)].sort()).toEqual(
      tables.map(({ name }) => name).sort()
    )
  })
})
