import { randomUUID } from "node:crypto"

import type { HttpClient, Request } from "../../helpers/http"
import {
  createFixture,
  type Fixture,
  requestOf,
  type Route,
  ROUTES,
} from "../../helpers/http-routes"
import { ADMIN, type Shop, STORE } from "../../helpers/http-shop"
import { routesInSource } from "../../helpers/routes-in-source"

const CALLERS = [
  /** The shop's key and nothing else. */
  "anonymous",
  /** Who has the hold's token; of the rest of the shop, nobody special. */
  "owner",
  "other customer",
  /** Says a cart that isn't the hold's, or is somebody else's. */
  "other cart",
  "admin",
  /** Nobody: no key, no login. */
  "no key",
] as const
type Caller = (typeof CALLERS)[number]

/** What each of CALLERS gets, in that order. */
type Row = [route: string, ...statuses: number[]]

const FOR_ALL = [200, 200, 200, 200, 200, 400]
const FOR_OWNER = [404, 200, 404, 404, 404, 400]
const FOR_STAFF = [401, 401, 401, 401, 200, 401]

const MATRIX: Row[] = [
  [`GET ${STORE}/resources`, ...FOR_ALL],
  [`GET ${STORE}/resources/:resource`, ...FOR_ALL],
  [`GET ${STORE}/groups`, ...FOR_ALL],
  [`GET ${STORE}/groups/:group`, ...FOR_ALL],
  [`GET ${STORE}/availability`, ...FOR_ALL],
  [`POST ${STORE}/holds`, 201, 201, 201, 404, 201, 400],
  [`GET ${STORE}/holds/:hold`, ...FOR_OWNER],
  [`POST ${STORE}/holds/:hold/extend`, ...FOR_OWNER],
  [`DELETE ${STORE}/holds/:hold`, ...FOR_OWNER],
  // Who confirms doesn't matter: that the order is paid does.
  [`POST ${STORE}/holds/:paid/confirm`, 200, 200, 200, 400, 200, 400],
  // A guest's cart belongs to whoever knows its id, as everywhere in Medusa.
  [`GET ${STORE}/carts/:cart/bookings`, ...FOR_ALL],
  [`POST ${STORE}/carts/:cart/bookings`, 201, 201, 201, 201, 201, 400],
  [`POST ${STORE}/carts/:cart/bookings/:line`, ...FOR_ALL],
  // The first one removes it.
  [`DELETE ${STORE}/carts/:cart/bookings/:line`, 200, 404, 404, 404, 404, 400],
  [`GET ${STORE}/orders/:order/bookings`, ...FOR_ALL],

  [`GET ${ADMIN}/resources`, ...FOR_STAFF],
  [`POST ${ADMIN}/resources`, 401, 401, 401, 401, 201, 401],
  [`GET ${ADMIN}/resources/:resource`, ...FOR_STAFF],
  [`POST ${ADMIN}/resources/:resource`, ...FOR_STAFF],
  [`PUT ${ADMIN}/resources/:resource`, ...FOR_STAFF],
  [`DELETE ${ADMIN}/resources/:spare`, ...FOR_STAFF],
  [`POST ${ADMIN}/resources/:deleted/restore`, ...FOR_STAFF],
  [`GET ${ADMIN}/resources/:resource/capacity`, ...FOR_STAFF],
  [`POST ${ADMIN}/resources/:resource/capacity`, ...FOR_STAFF],
  [`POST ${ADMIN}/resources/:resource/capacity/adjust`, ...FOR_STAFF],
  [`GET ${ADMIN}/resources/:resource/capacity/report`, ...FOR_STAFF],
  [`POST ${ADMIN}/resources/:resource/freeze`, ...FOR_STAFF],
  [`DELETE ${ADMIN}/resources/:resource/freeze`, ...FOR_STAFF],
  [`GET ${ADMIN}/groups`, ...FOR_STAFF],
  [`POST ${ADMIN}/groups`, 401, 401, 401, 401, 201, 401],
  [`GET ${ADMIN}/groups/:group`, ...FOR_STAFF],
  [`POST ${ADMIN}/groups/:group`, ...FOR_STAFF],
  [`PUT ${ADMIN}/groups/:group`, ...FOR_STAFF],
  [`DELETE ${ADMIN}/groups/:group`, ...FOR_STAFF],
  [`GET ${ADMIN}/blackouts`, ...FOR_STAFF],
  [`POST ${ADMIN}/blackouts`, 401, 401, 401, 401, 201, 401],
  [`GET ${ADMIN}/blackouts/:blackout`, ...FOR_STAFF],
  [`POST ${ADMIN}/blackouts/:blackout`, ...FOR_STAFF],
  [`PUT ${ADMIN}/blackouts/:blackout`, ...FOR_STAFF],
  [`DELETE ${ADMIN}/blackouts/:blackout`, ...FOR_STAFF],
  [`GET ${ADMIN}/holds`, ...FOR_STAFF],
  [`GET ${ADMIN}/holds/:hold`, ...FOR_STAFF],
  [`POST ${ADMIN}/holds/:hold/extend`, ...FOR_STAFF],
  [`DELETE ${ADMIN}/holds/:hold`, ...FOR_STAFF],
  [`GET ${ADMIN}/allocations`, ...FOR_STAFF],
  [`GET ${ADMIN}/allocations/:allocation`, ...FOR_STAFF],
  [`POST ${ADMIN}/allocations`, 401, 401, 401, 401, 201, 401],
  [`POST ${ADMIN}/allocations/:allocation/move`, ...FOR_STAFF],
  [`POST ${ADMIN}/allocations/:allocation/guests`, ...FOR_STAFF],
  [`POST ${ADMIN}/allocations/:allocation/cancel`, ...FOR_STAFF],
  [`GET ${ADMIN}/front-desk`, ...FOR_STAFF],
  [`POST ${ADMIN}/front-desk/check-in`, ...FOR_STAFF],
  [`POST ${ADMIN}/front-desk/check-out`, ...FOR_STAFF],
  [`POST ${ADMIN}/front-desk/move`, ...FOR_STAFF],
  [`POST ${ADMIN}/front-desk/no-show`, ...FOR_STAFF],
  [`POST ${ADMIN}/front-desk/undo`, ...FOR_STAFF],
  [`POST ${ADMIN}/front-desk/walk-in`, 401, 401, 401, 401, 201, 401],
  [`POST ${ADMIN}/resources/:room/housekeeping`, ...FOR_STAFF],
  [`GET ${ADMIN}/housekeeping-tasks`, ...FOR_STAFF],
  [`POST ${ADMIN}/housekeeping-tasks/:task`, ...FOR_STAFF],
  [`GET ${ADMIN}/calendar`, ...FOR_STAFF],
  [`GET ${ADMIN}/reports/utilization`, ...FOR_STAFF],
  [`GET ${ADMIN}/reports/funnel`, ...FOR_STAFF],
  [`GET ${ADMIN}/reports/hold-expirations`, ...FOR_STAFF],
  [`GET ${ADMIN}/reports/revenue`, ...FOR_STAFF],
  [`GET ${ADMIN}/reports/allocations`, ...FOR_STAFF],
  [`GET ${ADMIN}/variants/:variant`, ...FOR_STAFF],
  [`POST ${ADMIN}/variants/:variant`, ...FOR_STAFF],
  [`GET ${ADMIN}/variants/:variant/resources`, ...FOR_STAFF],
  [`GET ${ADMIN}/resources/:resource/variants`, ...FOR_STAFF],
  [`GET ${ADMIN}/groups/:group/variants`, ...FOR_STAFF],
  [`POST ${ADMIN}/variants/:variant/resources`, 401, 401, 401, 401, 201, 401],
  [`DELETE ${ADMIN}/variants/:variant/resources`, ...FOR_STAFF],
  [`GET ${ADMIN}/operations`, ...FOR_STAFF],
  [`GET ${ADMIN}/conflicts`, ...FOR_STAFF],
  [`GET ${ADMIN}/conflicts/:conflict`, ...FOR_STAFF],
  [`POST ${ADMIN}/conflicts/:conflict/resolve`, ...FOR_STAFF],
  [`GET ${ADMIN}/reconciliation`, ...FOR_STAFF],
  [`POST ${ADMIN}/reconciliation`, ...FOR_STAFF],
  [`GET ${ADMIN}/health`, ...FOR_STAFF],
  [`GET ${ADMIN}/audit`, ...FOR_STAFF],
  [`POST ${ADMIN}/personal-data/erase`, ...FOR_STAFF],
]

export function authorizationCases(shop: Shop): void {
  describe("who may call what (R18, R54)", () => {
    it("is said of every route that there is", () => {
      const names = (routes: string[]) =>
        routes.map((route) => route.replace(/:\w+/g, ":id")).sort()
      const inSource = routesInSource()
      expect(names(MATRIX.map(([route]) => route))).toEqual(inSource)
      expect(names(ROUTES.map(({ route }) => route))).toEqual(inSource)
    })

    const isReading = ([name]: Row) => name.startsWith("GET ")

    // They change nothing, so one shop does for all.
    it("of all that is only read", async () => {
      const fixture = await createFixture(shop)
      const rows = MATRIX.filter(isReading)
      const got: Record<string, Statuses> = {}
      for (const [name] of rows) {
        got[name] = await statusesOf(name, fixture)
      }
      expect(got).toEqual(
        Object.fromEntries(
          rows.map(([name, ...statuses]) => [name, expected(statuses)])
        )
      )
    })

    it.each(MATRIX.filter((row) => !isReading(row)))(
      "%s",
      async (name, ...statuses) => {
        const fixture = await createFixture(shop)
        expect(await statusesOf(name, fixture)).toEqual(expected(statuses))
      }
    )

    it("lets nobody into the store with a revoked or invented key", async () => {
      const headers = { "x-publishable-api-key": "pk_invented" }
      const stranger = shop.stranger.with(headers)
      const { status } = await stranger.get(`${STORE}/resources`)
      expect(status).toBe(400)
    })

    it("lets nobody into the admin with a key that only shops use", async () => {
      for (const caller of ["anonymous", "other customer"] as const) {
        const client = clientOf(caller, {} as Fixture)
        const { status, body } = await client.get(`${ADMIN}/holds`)
        expect(status).toBe(401)
        expect(body).toEqual({ message: "Unauthorized" })
      }
    })
  })

  type Statuses = Record<string, number>

  const expected = (statuses: number[]): Statuses =>
    Object.fromEntries(
      CALLERS.map((caller, i) => [caller, statuses[i] as number])
    )

  /** What each caller gets, who changes nothing when refused. */
  async function statusesOf(name: string, fixture: Fixture): Promise<Statuses> {
    const route = ROUTES.find((r) => r.route === name) as Route
    const got: Statuses = {}
    for (const caller of CALLERS) {
      const before = await shop.state()
      const request = await requestBy(caller, route, fixture)
      const { status } = await clientOf(caller, fixture).send(request)
      got[caller] = status
      if (status >= 400) {
        expect(await shop.state()).toEqual(before)
      }
    }
    return got
  }

  function clientOf(caller: Caller, { token }: Fixture): HttpClient {
    switch (caller) {
      case "anonymous":
      case "other cart":
        return shop.anyone
      case "owner":
        return shop.anyone.with({ "x-booking-hold-token": token })
      case "other customer":
        return shop.bob.client
      case "admin":
        return shop.anyone.with(shop.bearerOf(shop.admin))
      case "no key":
        return shop.stranger
    }
  }

  async function requestBy(
    caller: Caller,
    route: Route,
    fixture: Fixture
  ): Promise<Request> {
    const request = requestOf(route, fixture)
    const headers = { "idempotency-key": randomUUID() }
    if (caller !== "other cart" || !route.route.includes("/holds")) {
      return { ...request, headers }
    }
    const cart_id = await shop.createCart({ customer_id: shop.ann.id })
    return route.route === `POST ${STORE}/holds`
      ? { ...request, headers, body: { ...(request.body as object), cart_id } }
      : { ...request, headers, path: `${request.path}?cart_id=${cart_id}` }
  }
}
