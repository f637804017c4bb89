import { Conflict, field, Text } from "../../modules/resource_booking/records"
import {
  AdminGetConflictParams,
  AdminGetConflictsParams,
  AdminResolveConflict,
} from "../admin/resource-booking/conflicts/validators"
import { ADMIN, NOT_TO_BE_HELD, one, page, routesOf } from "./route-entry"

const params = { id: field(Text, "The conflict's id.", "bcon_0mh2v3k4") }

export const conflictRoutes = routesOf("Conflicts", {
  [`GET ${ADMIN}/conflicts`]: {
    summary: "List conflicts",
    description: "Late payments that lost their dates.",
    query: AdminGetConflictsParams,
    like: [Conflict],
    answers: { 200: page("conflicts", Conflict) },
  },
  [`GET ${ADMIN}/conflicts/:id`]: {
    summary: "Read a conflict",
    params,
    query: AdminGetConflictParams,
    answers: { 200: one("conflict", Conflict) },
  },
  [`POST ${ADMIN}/conflicts/:id/resolve`]: {
    summary: "Settle a conflict",
    description:
      "By doing what the outcome says. A note is required for `dismissed`, and for an order that is no longer paid. It can be repeated.",
    params,
    body: AdminResolveConflict,
    words: {
      outcome: ["How it is settled.", "rebooked"],
      items: [
        "With `rebooked`: what the customer gets instead; the same unless given.",
      ],
    },
    answers: { 200: one("conflict", Conflict) },
    refusals: [
      ...(["idempotency_conflict", "already_confirmed", "released"] as const),
      ...(["expired", "limit_reached", ...NOT_TO_BE_HELD] as const),
    ],
  },
})
