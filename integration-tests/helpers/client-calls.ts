import type { BookingClient } from "../../src/client"
import type { Fixture } from "./http-routes"
import { ADMIN, STORE } from "./http-shop"

/** A route's request; whether the types fit, bodies.types.ts says. */
type Asked = { f: Fixture; query: never; body: never }
type Call = (client: BookingClient, asked: Asked) => Promise<unknown>

const STORE_CALLS: Record<string, Call> = {
  "GET /resources": (c, { query }) => c.resources.list(query),
  "GET /resources/:resource": (c, { f }) => c.resources.retrieve(f.resource),
  "GET /groups": (c, { query }) => c.groups.list(query),
  "GET /groups/:group": (c, { f }) => c.groups.retrieve(f.group),
  "GET /availability": (c, { query }) => c.availability.read(query),
  "POST /holds": (c, { body }) => c.holds.place(body),
  "GET /holds/:hold": (c, { f }) => c.holds.retrieve(f.hold),
  "POST /holds/:hold/extend": (c, { f }) => c.holds.extend(f.hold),
  "DELETE /holds/:hold": (c, { f }) => c.holds.release(f.hold),
  "POST /holds/:paid/confirm": (c, { f, body }) =>
    c.holds.confirm(f.paid, body),
  "GET /carts/:cart/bookings": (c, { f }) => c.carts.readBookings(f.cart),
  "POST /carts/:cart/bookings": (c, { f, body }) =>
    c.carts.addBooking(f.cart, body),
  "POST /carts/:cart/bookings/:line": (c, { f, body }) =>
    c.carts.changeBooking(f.cart, f.line, body),
  "DELETE /carts/:cart/bookings/:line": (c, { f }) =>
    c.carts.removeBooking(f.cart, f.line),
  "GET /orders/:order/bookings": (c, { f }) => c.orders.readBookings(f.order),
}

type AdminCall = (
  client: BookingClient["admin"],
  asked: Asked
) => Promise<unknown>

const CATALOG_CALLS: Record<string, AdminCall> = {
  "GET /resources": (c, { query }) => c.resources.list(query),
  "POST /resources": (c, { body }) => c.resources.create(body),
  "GET /resources/:resource": (c, { f }) => c.resources.retrieve(f.resource),
  "POST /resources/:resource": (c, { f, body }) =>
    c.resources.update(f.resource, body),
  "DELETE /resources/:spare": (c, { f }) => c.resources.delete(f.spare),
  "POST /resources/:deleted/restore": (c, { f }) =>
    c.resources.restore(f.deleted),
  "POST /resources/:resource/freeze": (c, { f, body }) =>
    c.resources.freeze(f.resource, body),
  "DELETE /resources/:resource/freeze": (c, { f }) =>
    c.resources.unfreeze(f.resource),
  "GET /resources/:resource/variants": (c, { f }) =>
    c.resources.listVariants(f.resource),
  "GET /resources/:resource/capacity": (c, { f, query }) =>
    c.capacity.read(f.resource, query),
  "POST /resources/:resource/capacity": (c, { f, body }) =>
    c.capacity.set(f.resource, body),
  "POST /resources/:resource/capacity/adjust": (c, { f, body }) =>
    c.capacity.adjust(f.resource, body),
  "GET /resources/:resource/capacity/report": (c, { f, query }) =>
    c.capacity.report(f.resource, query),
  "GET /groups": (c, { query }) => c.groups.list(query),
  "POST /groups": (c, { body }) => c.groups.create(body),
  "GET /groups/:group": (c, { f }) => c.groups.retrieve(f.group),
  "POST /groups/:group": (c, { f, body }) => c.groups.update(f.group, body),
  "DELETE /groups/:group": (c, { f }) => c.groups.delete(f.group),
  "GET /groups/:group/variants": (c, { f }) => c.groups.listVariants(f.group),
  "GET /variants/:variant": (c, { f }) => c.variants.retrieve(f.variant),
  "POST /variants/:variant": (c, { f, body }) =>
    c.variants.update(f.variant, body),
  "GET /variants/:variant/resources": (c, { f }) =>
    c.variants.listResources(f.variant),
  "POST /variants/:variant/resources": (c, { f, body }) =>
    c.variants.link(f.variant, body),
  "DELETE /variants/:variant/resources": (c, { f, query }) =>
    c.variants.unlink(f.variant, query),
}

const BOOKING_CALLS: Record<string, AdminCall> = {
  "GET /blackouts": (c, { query }) => c.blackouts.list(query),
  "POST /blackouts": (c, { body }) => c.blackouts.create(body),
  "GET /blackouts/:blackout": (c, { f }) => c.blackouts.retrieve(f.blackout),
  "POST /blackouts/:blackout": (c, { f, body }) =>
    c.blackouts.update(f.blackout, body),
  "DELETE /blackouts/:blackout": (c, { f }) => c.blackouts.lift(f.blackout),
  "GET /holds": (c, { query }) => c.holds.list(query),
  "GET /holds/:hold": (c, { f }) => c.holds.retrieve(f.hold),
  "POST /holds/:hold/extend": (c, { f }) => c.holds.extend(f.hold),
  "DELETE /holds/:hold": (c, { f }) => c.holds.release(f.hold),
  "GET /allocations": (c, { query }) => c.allocations.list(query),
  "POST /allocations": (c, { body }) => c.allocations.create(body),
  "GET /allocations/:allocation": (c, { f }) =>
    c.allocations.retrieve(f.allocation),
  "POST /allocations/:allocation/move": (c, { f, body }) =>
    c.allocations.move(f.allocation, body),
  "POST /allocations/:allocation/guests": (c, { f, body }) =>
    c.allocations.setGuests(f.allocation, body),
  "POST /allocations/:allocation/cancel": (c, { f, body }) =>
    c.allocations.cancel(f.allocation, body),
  "GET /conflicts": (c, { query }) => c.conflicts.list(query),
  "GET /conflicts/:conflict": (c, { f }) => c.conflicts.retrieve(f.conflict),
  "POST /conflicts/:conflict/resolve": (c, { f, body }) =>
    c.conflicts.resolve(f.conflict, body),
}

const HOUSE_CALLS: Record<string, AdminCall> = {
  "GET /front-desk": (c, { query }) => c.frontDesk.readBoard(query),
  "POST /front-desk/check-in": (c, { body }) => c.frontDesk.checkIn(body),
  "POST /front-desk/check-out": (c, { body }) => c.frontDesk.checkOut(body),
  "POST /front-desk/move": (c, { body }) => c.frontDesk.move(body),
  "POST /front-desk/no-show": (c, { body }) => c.frontDesk.markNoShow(body),
  "POST /front-desk/undo": (c, { body }) => c.frontDesk.undo(body),
  "POST /front-desk/walk-in": (c, { body }) => c.frontDesk.walkIn(body),
  "POST /resources/:room/housekeeping": (c, { f, body }) =>
    c.housekeeping.set(f.room, body),
  "GET /housekeeping-tasks": (c, { query }) => c.housekeeping.listTasks(query),
  "POST /housekeeping-tasks/:task": (c, { f, body }) =>
    c.housekeeping.workTask(f.task, body),
  "GET /calendar": (c, { query }) => c.calendar.read(query),
  "GET /reports/utilization": (c, { query }) =>
    c.reports.read("utilization", query),
  "GET /reports/funnel": (c, { query }) => c.reports.read("funnel", query),
  "GET /reports/hold-expirations": (c, { query }) =>
    c.reports.read("hold-expirations", query),
  "GET /reports/revenue": (c, { query }) => c.reports.read("revenue", query),
  "GET /reports/allocations": (c, { query }) =>
    c.reports.read("allocations", query),
  "GET /operations": (c, { query }) => c.operations.list(query),
  "GET /reconciliation": (c, { query }) => c.reconciliation.list(query),
  "POST /reconciliation": (c, { body }) => c.reconciliation.run(body),
  "GET /health": (c) => c.health.read(),
  "GET /audit": (c) => c.audit.read(),
  "POST /personal-data/erase": (c, { body }) => c.personalData.erase(body),
}

/** By route as in http-routes.ts, the client's call of it. */
export const CLIENT_CALLS: Record<string, Call> = {
  ...below(STORE, STORE_CALLS),
  ...below(
    ADMIN,
    Object.fromEntries(
      Object.entries({
        ...{ ...CATALOG_CALLS, ...BOOKING_CALLS, ...HOUSE_CALLS },
      }).map(([route, call]) => [
        route,
        (client: BookingClient, asked: Asked) => call(client.admin, asked),
      ])
    )
  ),
}

function below(base: string, calls: Record<string, Call>) {
  return Object.fromEntries(
    Object.entries(calls).map(([route, call]) => [
      route.replace(" ", ` ${base}`),
      call,
    ])
  )
}
