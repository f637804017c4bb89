import {
  Blackout,
  CreateBlackoutResult,
  field,
  Resource,
  Text,
} from "../../modules/resource_booking/records"
import {
  AdminCreateBlackout,
  AdminGetBlackoutParams,
  AdminGetBlackoutsParams,
  AdminUpdateBlackout,
} from "../admin/resource-booking/blackouts/validators"
import { AdminFreezeResource } from "../admin/resource-booking/resources/[id]/freeze/validators"
import { ADMIN, deletion, one, page, routesOf } from "./route-entry"

const params = { id: field(Text, "The blackout's id.", "bblk_0mh2v3k4") }
const ofResource = { id: field(Text, "The resource's id.", "bres_0mh2v3k4") }

export const closureRoutes = routesOf("Closures", {
  [`GET ${ADMIN}/blackouts`]: {
    summary: "List blackouts",
    description: "Those that are not lifted, including freezes.",
    query: AdminGetBlackoutsParams,
    like: [Blackout],
    answers: { 200: page("blackouts", Blackout) },
    refusals: ["invalid_range"],
  },
  [`POST ${ADMIN}/blackouts`]: {
    summary: "Close dates",
    description:
      "Of exactly one of `resource_id`, `group_id` or `all`; at most a century. Allocations inside stay, and are listed.",
    body: AdminCreateBlackout,
    like: [Blackout],
    answers: { 201: CreateBlackoutResult },
    refusals: ["invalid_range", "not_found"],
  },
  [`GET ${ADMIN}/blackouts/:id`]: {
    summary: "Read a blackout",
    params,
    query: AdminGetBlackoutParams,
    answers: { 200: one("blackout", Blackout) },
  },
  [`POST|PUT ${ADMIN}/blackouts/:id`]: {
    summary: "Change a blackout",
    description: "A freeze is changed by freezing again.",
    params,
    body: AdminUpdateBlackout,
    like: [Blackout],
    answers: { 200: CreateBlackoutResult },
    refusals: ["invalid_range"],
  },
  [`DELETE ${ADMIN}/blackouts/:id`]: {
    summary: "Open the dates of a blackout again",
    params,
    answers: { 200: deletion("booking_blackout", "bblk_0mh2v3k4") },
  },
  [`POST ${ADMIN}/resources/:id/freeze`]: {
    summary: "Freeze a resource",
    description:
      "Closes it from today on, in its time zone. What is held and sold stays.",
    params: ofResource,
    body: AdminFreezeResource,
    words: {
      reason: ["Why it is closed.", "cleaning"],
      until: ["The last closed date; null: until it is opened."],
    },
    answers: { 200: one("resource", Resource) },
    refusals: ["invalid_range"],
  },
  [`DELETE ${ADMIN}/resources/:id/freeze`]: {
    summary: "Open a frozen resource again",
    description: "Succeeds, too, if it is not frozen.",
    params: ofResource,
    answers: { 200: one("resource", Resource) },
  },
})
