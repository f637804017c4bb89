import {
  AdminHold,
  ConfirmResult,
  ExtendedHold,
  field,
  Hold,
  OwnHold,
  PlacedHold,
  SERVER_TIME,
  Text,
} from "../../modules/resource_booking/records"
import {
  AdminGetHoldParams,
  AdminGetHoldsParams,
} from "../admin/resource-booking/holds/validators"
import { StoreConfirmHold } from "../store/resource-booking/holds/[id]/confirm/validators"
import {
  StoreHoldParams,
  StorePlaceHold,
} from "../store/resource-booking/holds/validators"
import {
  ADMIN,
  deletion,
  GONE,
  HOLD_TOKEN,
  IDEMPOTENCY_KEY,
  NOT_TO_BE_HELD,
  one,
  page,
  routesOf,
  STORE,
} from "./route-entry"

const params = { id: field(Text, "The hold's id.", "bhold_0mh2v3k4") }
const own = { params, query: StoreHoldParams, headers: [HOLD_TOKEN] }
const released = (hold: typeof Hold | typeof AdminHold) =>
  deletion("booking_hold", "bhold_0mh2v3k4", {
    hold: field(hold, "The hold as it is now."),
  })

export const holdRoutes = routesOf("Holds", {
  [`POST ${STORE}/holds`]: {
    summary: "Place a hold",
    description:
      "All items or none. Repeated with the same key, it answers 200 with the hold as it is now. An idempotency key is required, in the header or in the body.",
    headers: [IDEMPOTENCY_KEY],
    body: StorePlaceHold,
    answers: { 200: PlacedHold, 201: PlacedHold },
    refusals: [
      ...(["rate_limited", "not_found", "idempotency_conflict"] as const),
      ...NOT_TO_BE_HELD,
      "limit_reached",
    ],
  },
  [`GET ${STORE}/holds/:id`]: {
    summary: "Read a hold",
    ...own,
    answers: { 200: OwnHold },
  },
  [`DELETE ${STORE}/holds/:id`]: {
    summary: "Release a hold",
    description: "Releasing it again gives the same answer.",
    ...own,
    answers: { 200: released(Hold) },
    refusals: ["already_confirmed", "expired"],
  },
  [`POST ${STORE}/holds/:id/extend`]: {
    summary: "Extend a hold",
    description:
      "Its new end is now plus its length, within the longest that a hold can last. The other live holds of its cart get the same end.",
    ...own,
    answers: { 200: OwnHold },
    refusals: ["already_confirmed", "released", "expired", "limit_reached"],
  },
  [`POST ${STORE}/holds/:id/confirm`]: {
    summary: "Confirm a hold for its paid order",
    description:
      "The checkout does it by itself; this is for clients that got no answer. It can be repeated.",
    params,
    body: StoreConfirmHold,
    answers: { 200: ConfirmResult },
    refusals: ["already_confirmed", "released", ...GONE],
  },

  [`GET ${ADMIN}/holds`]: {
    summary: "List holds",
    description:
      "`q` is the complete id of a hold, cart or order, or the beginning of an e-mail. An overdue hold is listed as expired.",
    query: AdminGetHoldsParams,
    like: [AdminHold],
    answers: { 200: page("holds", AdminHold, { server_time: SERVER_TIME }) },
    refusals: ["invalid_range"],
  },
  [`GET ${ADMIN}/holds/:id`]: {
    summary: "Read a hold",
    params,
    query: AdminGetHoldParams,
    answers: { 200: one("hold", AdminHold) },
  },
  [`DELETE ${ADMIN}/holds/:id`]: {
    summary: "Release a hold",
    params,
    answers: { 200: released(AdminHold) },
    refusals: ["already_confirmed", "expired"],
  },
  [`POST ${ADMIN}/holds/:id/extend`]: {
    summary: "Extend a hold",
    params,
    answers: { 200: ExtendedHold },
    refusals: ["already_confirmed", "released", "expired", "limit_reached"],
  },
})
