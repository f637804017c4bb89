import type { ResourceDTO } from "../../src/modules/resource_booking/types"
import type { Request } from "./http"
import { createBooked, pricedVariant } from "./http-booked"
import { inDays } from "./http-dates"
import { ADMIN, type Shop, STORE } from "./http-shop"

/** One of everything that a path or a body can name. */
export type Fixture = {
  resource: string
  spare: string
  deleted: string
  group: string
  hold: string
  token: string
  blackout: string
  allocation: string
  /** Sells the resource. */
  variant: string
  /** A guest's, with one booking: the line. */
  cart: string
  line: string
  /** The cart's order, which costs nothing, and the hold of its line. */
  order: string
  paid: string
  /** Open, of an order that is gone. */
  conflict: string
  /** Empty and clean. */
  room: string
  /** Allocations of other rooms: due today, and checked in. */
  due: string
  inside: string
  /** Open, in a dirty room. */
  task: string
}

/** What a field takes, and so what it must refuse: see cases/bad-input.ts. */
export type Kind =
  | "id"
  | "word"
  | "text"
  | "date"
  | "dates"
  | "time"
  | "quantity"
  | "capacity"
  | "days"
  | "change"
  | "weekdays"
  | "flag"
  | "choice"
  | "list"
  | "items"
  | "object"
  | "metadata"
  | "ownData"
  | "email"
  | "pictures"
  | "limit"
  | "offset"
  | "flagParam"
  | "moment"
  | "choiceParam"

export type Route = {
  /** Method and path; `:resource` and so on stand for the fixture's ids. */
  route: string
  query?: (f: Fixture) => Record<string, string>
  queryKinds?: Record<string, Kind>
  body?: (f: Fixture) => Record<string, unknown>
  /** By path into the body, such as `items.0.quantity`. */
  bodyKinds?: Record<string, Kind>
}

const LIST = { limit: "limit", offset: "offset", q: "text" } as const
const PERIOD = { start_date: "date", end_date: "date" } as const
const REPORT = {
  ...PERIOD,
  ...{ resource_id: "id", group_id: "id", type: "word" },
} as const
const wish = (f: Fixture) => [
  { resource_id: f.resource, ...period(), quantity: 1 },
]
const period = () => ({ start_date: inDays(30), end_date: inDays(31) })

const RESOURCE_KINDS = {
  name: "word",
  type: "word",
  span: "choice",
  handle: "word",
  description: "text",
  group_id: "id",
  timezone: "word",
  default_capacity: "capacity",
  min_stay: "days",
  max_stay: "days",
  lead_time_hours: "capacity",
  horizon_days: "days",
  hold_ttl_minutes: "days",
  check_in_time: "time",
  check_out_time: "time",
  images: "pictures",
  amenities: "list",
  is_active: "flag",
  metadata: "metadata",
} as const

const GROUP_KINDS = {
  name: "word",
  type: "word",
  handle: "word",
  description: "text",
  images: "pictures",
  amenities: "list",
  metadata: "metadata",
} as const

const update: Omit<Route, "route"> = {
  body: () => ({ description: "Changed" }),
  bodyKinds: RESOURCE_KINDS,
}
const updateGroup: Omit<Route, "route"> = {
  body: () => ({ description: "Changed" }),
  bodyKinds: GROUP_KINDS,
}

const updateBlackout: Omit<Route, "route"> = {
  body: () => ({ end_date: inDays(35), reason: "More paint" }),
  bodyKinds: { ...PERIOD, reason: "word", release_holds: "flag" },
}

const STEP_KINDS = { allocation_id: "id", note: "text" } as const

/** Every route, with a request that it takes. */
export const ROUTES: Route[] = [
  {
    route: `GET ${STORE}/resources`,
    query: () => ({ type: "equipment", ...period(), quantity: "1" }),
    queryKinds: { ...LIST, ...PERIOD, quantity: "limit", group_id: "id" },
  },
  { route: `GET ${STORE}/resources/:resource` },
  {
    route: `GET ${STORE}/groups`,
    query: () => ({ ...period(), quantity: "1" }),
    queryKinds: { ...LIST, ...PERIOD, quantity: "limit" },
  },
  { route: `GET ${STORE}/groups/:group` },
  {
    route: `GET ${STORE}/availability`,
    query: (f) => ({ resource_id: f.resource, ...period(), quantity: "1" }),
    queryKinds: { ...PERIOD, quantity: "limit", resource_id: "id" },
  },
  {
    route: `POST ${STORE}/holds`,
    body: (f) => ({
      items: [{ resource_id: f.resource, ...period(), quantity: 1 }],
      email: "guest@example.com",
      metadata: {},
    }),
    bodyKinds: {
      items: "items",
      "items.0": "object",
      "items.0.resource_id": "id",
      "items.0.group_id": "id",
      "items.0.start_date": "date",
      "items.0.end_date": "date",
      "items.0.dates": "dates",
      "items.0.quantity": "quantity",
      cart_id: "id",
      email: "email",
      metadata: "metadata",
    },
  },
  { route: `GET ${STORE}/holds/:hold`, queryKinds: { cart_id: "id" } },
  {
    route: `POST ${STORE}/holds/:hold/extend`,
    body: () => ({}),
    queryKinds: { cart_id: "id" },
  },
  { route: `DELETE ${STORE}/holds/:hold`, queryKinds: { cart_id: "id" } },
  {
    route: `POST ${STORE}/holds/:paid/confirm`,
    body: (f) => ({ order_id: f.order }),
    bodyKinds: { order_id: "id" },
  },
  { route: `GET ${STORE}/carts/:cart/bookings` },
  {
    route: `POST ${STORE}/carts/:cart/bookings`,
    body: (f) => ({ variant_id: f.variant, items: wish(f), metadata: {} }),
    bodyKinds: {
      variant_id: "id",
      items: "items",
      "items.0.resource_id": "id",
      "items.0.start_date": "date",
      "items.0.quantity": "quantity",
      hold_id: "id",
      metadata: "metadata",
      additional_data: "ownData",
    },
  },
  {
    route: `POST ${STORE}/carts/:cart/bookings/:line`,
    body: (f) => ({ items: wish(f) }),
    bodyKinds: {
      items: "items",
      "items.0": "object",
      "items.0.end_date": "date",
      "items.0.quantity": "quantity",
      additional_data: "ownData",
    },
  },
  { route: `DELETE ${STORE}/carts/:cart/bookings/:line` },
  { route: `GET ${STORE}/orders/:order/bookings` },

  {
    route: `GET ${ADMIN}/resources`,
    queryKinds: {
      ...LIST,
      group_id: "id",
      is_active: "flagParam",
      is_frozen: "flagParam",
      fields: "choiceParam",
      order: "choiceParam",
    },
  },
  {
    route: `POST ${ADMIN}/resources`,
    body: () => ({ name: "Van", type: "vehicle", span: "day" }),
    bodyKinds: RESOURCE_KINDS,
  },
  { route: `GET ${ADMIN}/resources/:resource` },
  { route: `POST ${ADMIN}/resources/:resource`, ...update },
  { route: `PUT ${ADMIN}/resources/:resource`, ...update },
  { route: `DELETE ${ADMIN}/resources/:spare` },
  { route: `POST ${ADMIN}/resources/:deleted/restore`, body: () => ({}) },
  {
    route: `GET ${ADMIN}/resources/:resource/capacity`,
    query: period,
    queryKinds: PERIOD,
  },
  {
    route: `POST ${ADMIN}/resources/:resource/capacity`,
    body: () => ({ ...period(), max_capacity: 9 }),
    bodyKinds: {
      ...PERIOD,
      max_capacity: "capacity",
      weekdays: "weekdays",
      skip_existing: "flag",
    },
  },
  {
    route: `POST ${ADMIN}/resources/:resource/capacity/adjust`,
    body: () => ({ dates: [inDays(30)], adjustment: 1, reason: "One more" }),
    bodyKinds: { dates: "dates", adjustment: "change", reason: "word" },
  },
  {
    route: `GET ${ADMIN}/resources/:resource/capacity/report`,
    query: () => ({ ...period(), group_by: "week" }),
    queryKinds: { ...PERIOD, group_by: "choiceParam" },
  },
  {
    route: `POST ${ADMIN}/resources/:resource/freeze`,
    body: () => ({ reason: "cleaning", until: inDays(40) }),
    bodyKinds: { reason: "choice", note: "text", until: "date" },
  },
  { route: `DELETE ${ADMIN}/resources/:resource/freeze` },
  {
    route: `GET ${ADMIN}/groups`,
    queryKinds: { ...LIST, fields: "choiceParam", order: "choiceParam" },
  },
  {
    route: `POST ${ADMIN}/groups`,
    body: () => ({ name: "Vans", type: "vehicle" }),
    bodyKinds: GROUP_KINDS,
  },
  { route: `GET ${ADMIN}/groups/:group` },
  { route: `POST ${ADMIN}/groups/:group`, ...updateGroup },
  { route: `PUT ${ADMIN}/groups/:group`, ...updateGroup },
  { route: `DELETE ${ADMIN}/groups/:group` },
  {
    route: `GET ${ADMIN}/blackouts`,
    queryKinds: { ...LIST, ...PERIOD, kind: "choiceParam", resource_id: "id" },
  },
  {
    route: `POST ${ADMIN}/blackouts`,
    body: (f) => ({ resource_id: f.spare, ...period(), reason: "Paint" }),
    bodyKinds: {
      ...PERIOD,
      resource_id: "id",
      group_id: "id",
      all: "choice",
      reason: "word",
      release_holds: "flag",
    },
  },
  { route: `GET ${ADMIN}/blackouts/:blackout` },
  { route: `POST ${ADMIN}/blackouts/:blackout`, ...updateBlackout },
  { route: `PUT ${ADMIN}/blackouts/:blackout`, ...updateBlackout },
  { route: `DELETE ${ADMIN}/blackouts/:blackout` },
  {
    route: `GET ${ADMIN}/holds`,
    queryKinds: {
      ...LIST,
      ...PERIOD,
      status: "choiceParam",
      resource_id: "id",
      cart_id: "id",
      order_id: "id",
      order: "choiceParam",
    },
  },
  { route: `GET ${ADMIN}/holds/:hold` },
  { route: `POST ${ADMIN}/holds/:hold/extend`, body: () => ({}) },
  { route: `DELETE ${ADMIN}/holds/:hold` },
  {
    route: `GET ${ADMIN}/allocations`,
    queryKinds: {
      ...LIST,
      ...PERIOD,
      status: "choiceParam",
      resource_id: "id",
      order_id: "id",
    },
  },
  { route: `GET ${ADMIN}/allocations/:allocation` },
  {
    route: `GET ${ADMIN}/conflicts`,
    queryKinds: {
      ...LIST,
      status: "choiceParam",
      order_id: "id",
      hold_id: "id",
      order: "choiceParam",
    },
  },
  { route: `GET ${ADMIN}/conflicts/:conflict` },
  {
    route: `POST ${ADMIN}/conflicts/:conflict/resolve`,
    body: () => ({ outcome: "dismissed", note: "Paid in cash" }),
    bodyKinds: {
      outcome: "choice",
      note: "word",
      items: "items",
    },
  },
  {
    route: `POST ${ADMIN}/allocations`,
    body: (f) => ({ items: wish(f), note: "", idempotency_token: "one" }),
    bodyKinds: {
      items: "items",
      "items.0": "object",
      "items.0.resource_id": "id",
      "items.0.start_date": "date",
      "items.0.quantity": "quantity",
      order_id: "id",
      customer_id: "id",
      email: "email",
      guests: "list",
      note: "text",
      override_rules: "flag",
      idempotency_token: "text",
    },
  },
  {
    route: `POST ${ADMIN}/allocations/:allocation/move`,
    body: () => ({ ...period(), reason: "A leak" }),
    bodyKinds: {
      ...PERIOD,
      resource_id: "id",
      reason: "word",
      override_rules: "flag",
    },
  },
  {
    route: `POST ${ADMIN}/allocations/:allocation/guests`,
    body: () => ({ guests: [{ name: "Ann" }] }),
    bodyKinds: {
      guests: "list",
      "guests.0": "object",
      "guests.0.name": "word",
    },
  },
  {
    route: `POST ${ADMIN}/allocations/:allocation/cancel`,
    body: () => ({ reason: "Called off", whole_line: true }),
    bodyKinds: { reason: "word", whole_line: "flag" },
  },
  {
    route: `GET ${ADMIN}/front-desk`,
    queryKinds: { ...LIST, date: "date", group_id: "id", type: "word" },
  },
  ...(["check-out", "undo"] as const).map((step) => ({
    route: `POST ${ADMIN}/front-desk/${step}`,
    body: (f: Fixture) => ({ allocation_id: f.inside, note: "" }),
    bodyKinds: STEP_KINDS,
  })),
  ...(["check-in", "no-show"] as const).map((step) => ({
    route: `POST ${ADMIN}/front-desk/${step}`,
    body: (f: Fixture) => ({ allocation_id: f.due, note: "" }),
    bodyKinds: STEP_KINDS,
  })),
  {
    route: `POST ${ADMIN}/front-desk/move`,
    body: (f) => ({ allocation_id: f.inside, resource_id: f.room }),
    bodyKinds: { ...STEP_KINDS, resource_id: "id", end_date: "date" },
  },
  {
    route: `POST ${ADMIN}/front-desk/walk-in`,
    body: (f) => ({
      ...{ resource_id: f.room, end_date: inDays(2), guests: [{ name: "Bo" }] },
      idempotency_token: "two",
    }),
    bodyKinds: {
      ...{ resource_id: "id", end_date: "date", customer_id: "id" },
      ...{ guests: "list", "guests.0": "object", "guests.0.name": "word" },
      ...{ email: "email", note: "text", idempotency_token: "text" },
    },
  },
  {
    route: `POST ${ADMIN}/resources/:room/housekeeping`,
    body: () => ({ status: "out_of_order", until: inDays(3), note: "" }),
    bodyKinds: {
      ...{ status: "choice", until: "date", note: "text" },
      release_holds: "flag",
    },
  },
  {
    route: `GET ${ADMIN}/housekeeping-tasks`,
    queryKinds: {
      ...{ ...LIST, date: "date", resource_id: "id", assignee_id: "id" },
      status: "choiceParam",
    },
  },
  {
    route: `POST ${ADMIN}/housekeeping-tasks/:task`,
    body: () => ({ action: "start" }),
    bodyKinds: { action: "choice", assignee_id: "id", note: "text" },
  },
  {
    route: `GET ${ADMIN}/calendar`,
    query: () => period(),
    queryKinds: { ...LIST, ...PERIOD, group_id: "id", type: "word" },
  },
  ...["utilization", "funnel", "hold-expirations", "revenue"].map((name) => ({
    route: `GET ${ADMIN}/reports/${name}`,
    query: period,
    queryKinds: { ...REPORT, group_by: "choiceParam" } as const,
  })),
  {
    route: `GET ${ADMIN}/reports/allocations`,
    query: period,
    queryKinds: REPORT,
  },
  { route: `GET ${ADMIN}/variants/:variant` },
  {
    route: `POST ${ADMIN}/variants/:variant`,
    body: () => ({ price_mode: "per_booking" }),
    bodyKinds: { price_mode: "choice" },
  },
  { route: `GET ${ADMIN}/variants/:variant/resources` },
  { route: `GET ${ADMIN}/resources/:resource/variants` },
  { route: `GET ${ADMIN}/groups/:group/variants` },
  {
    route: `POST ${ADMIN}/variants/:variant/resources`,
    body: (f) => ({ resource_id: f.spare }),
    bodyKinds: { resource_id: "id", group_id: "id" },
  },
  {
    route: `DELETE ${ADMIN}/variants/:variant/resources`,
    query: (f) => ({ resource_id: f.resource }),
    queryKinds: { resource_id: "id", group_id: "id" },
  },
  {
    route: `GET ${ADMIN}/operations`,
    queryKinds: {
      ...LIST,
      from: "moment",
      to: "moment",
      hold_id: "id",
      actor_id: "id",
      order: "choiceParam",
    },
  },
  {
    route: `GET ${ADMIN}/reconciliation`,
    queryKinds: { ...LIST, fields: "choiceParam", order: "choiceParam" },
  },
  {
    route: `POST ${ADMIN}/reconciliation`,
    body: () => ({ dry_run: true }),
    bodyKinds: { dry_run: "flag" },
  },
  { route: `GET ${ADMIN}/health` },
  { route: `GET ${ADMIN}/audit` },
  {
    route: `POST ${ADMIN}/personal-data/erase`,
    body: () => ({ email: "nobody@example.com" }),
    bodyKinds: { email: "email", customer_id: "id" },
  },
]

/** One of everything, as a fresh shop has it. */
export async function createFixture(shop: Shop): Promise<Fixture> {
  const group = await shop.createGroup()
  const resource = await shop.createResource({
    group_id: group.id,
    default_capacity: 10,
  })
  const spare = await shop.createResource()
  const deleted = await shop.createResource()
  const { client } = shop.admin
  await client.delete(`${ADMIN}/resources/${deleted.id}`)
  const { body } = await client.post(`${ADMIN}/blackouts`, {
    resource_id: spare.id,
    ...period(),
    reason: "Paint",
  })
  const items = [{ resource_id: resource.id, dates: [inDays(60)] }]
  const { hold, token } = await shop.placeHold({ items })
  const sold = await shop.placeHold({ items })
  const { allocations } = await shop.bookings.confirmHold(
    { hold_id: sold.hold.id, order_id: "order_1" },
    { actor: { type: "system", id: null } }
  )
  const conflict = await shop.bookings.raiseConflict(
    {
      ...{ order_id: "order_2", line_item_id: "ordli_2", cart_id: null },
      ...{ hold_id: sold.hold.id, code: "sold_out", dates: [inDays(60)] },
    },
    { actor: { type: "system", id: null } }
  )
  const variant = await pricedVariant(shop)
  await client.post(`${ADMIN}/variants/${variant}/resources`, {
    resource_id: resource.id,
  })
  return {
    resource: resource.id,
    spare: spare.id,
    deleted: deleted.id,
    group: group.id,
    hold: hold.id,
    token,
    blackout: body.blackout.id,
    allocation: allocations[0]?.id as string,
    conflict: conflict.id,
    variant,
    ...(await createFrontDesk(shop)),
    ...(await createBooked(shop, variant, resource.id)),
  }
}

/** Rooms: an empty one, one that is taken, one expects somebody, one is dirty. */
async function createFrontDesk(
  shop: Shop
): Promise<Pick<Fixture, "room" | "due" | "inside" | "task">> {
  const by = { actor: { type: "user" as const, id: "user_1" } }
  const rooms: ResourceDTO[] = []
  const stays: string[] = []
  for (const name of ["Room 1", "Room 2", "Room 3", "Room 4"]) {
    const room = { name, type: "room", span: "night" as const }
    rooms.push(
      await shop.bookings.createResource({ ...room, default_capacity: 1 }, by)
    )
  }
  const [room, occupied, booked, dirty] = rooms as [
    ResourceDTO,
    ResourceDTO,
    ResourceDTO,
    ResourceDTO,
  ]
  for (const { id } of [occupied, booked]) {
    const { allocations } = await shop.bookings.createAllocations(
      {
        items: [
          { resource_id: id, start_date: inDays(0), end_date: inDays(2) },
        ],
        idempotency_key: id,
      },
      by
    )
    stays.push(allocations[0]?.id as string)
  }
  const [inside, due] = stays as [string, string]
  await shop.bookings.checkIn({ allocation_id: inside }, by)
  await shop.bookings.setHousekeeping(dirty.id, { status: "dirty" }, by)
  const { rows } = await shop.bookings.listHousekeepingTasks({
    resource_id: dirty.id,
  })
  return { room: room.id, due, inside, task: rows[0]?.id as string }
}

/** The route's request, about the fixture. */
export function requestOf(
  { route, query, body }: Route,
  fixture: Fixture
): Request & { path: string } {
  const [method, pattern] = route.split(" ") as [string, string]
  const path = pattern.replace(
    /:(\w+)/g,
    (_, name: string) => fixture[name as keyof Fixture]
  )
  const search = new URLSearchParams(query?.(fixture)).toString()
  return {
    method,
    path: search ? `${path}?${search}` : path,
    ...(body ? { body: body(fixture) } : {}),
  }
}
