import { z } from "@medusajs/framework/zod"

import {
  Availability,
  AvailabilityEntry,
  Calendar,
  CapacityReport,
  field,
  Resource,
  SetCapacityResult,
  Text,
} from "../../modules/resource_booking/records"
import { AdminGetCalendarParams } from "../admin/resource-booking/calendar/validators"
import {
  AdminAdjustCapacity,
  AdminGetCapacityParams,
  AdminGetCapacityReportParams,
  AdminSetCapacity,
} from "../admin/resource-booking/resources/[id]/capacity/validators"
import { StoreGetAvailabilityParams } from "../store/resource-booking/availability/validators"
import { ADMIN, one, routesOf, STORE } from "./route-entry"

const params = { id: field(Text, "The resource's id.", "bres_0mh2v3k4") }
const entries = field(z.array(AvailabilityEntry), "An entry for each date.")

export const capacityRoutes = routesOf("Capacity", {
  [`GET ${STORE}/availability`]: {
    summary: "Read what is free on each date of a stay",
    description:
      "Give either `resource_id` or `group_id`. A group's figures are sums over the members that are open on the date; a stay keeps one resource, so a group may be available on each date and still have no member for the whole stay: a search takes that into account.",
    query: StoreGetAvailabilityParams,
    answers: { 200: Availability },
    refusals: ["invalid_range", "not_found"],
  },
  [`GET ${ADMIN}/calendar`]: {
    summary: "Read resources × dates, and who has them",
    description: "At most 366 dates, and 36,600 resource-dates on a page.",
    query: AdminGetCalendarParams,
    like: [Resource],
    answers: { 200: Calendar },
    refusals: ["invalid_range"],
  },
  [`GET ${ADMIN}/resources/:id/capacity`]: {
    summary: "Read the capacity of a period",
    params,
    query: AdminGetCapacityParams,
    answers: { 200: one("capacity", entries) },
    refusals: ["invalid_range"],
  },
  [`POST ${ADMIN}/resources/:id/capacity`]: {
    summary: "Set the capacity of a period",
    description: "At most 3,660 dates, all of them or none.",
    params,
    body: AdminSetCapacity,
    answers: { 200: SetCapacityResult },
    refusals: ["invalid_range", "below_commitments"],
  },
  [`POST ${ADMIN}/resources/:id/capacity/adjust`]: {
    summary: "Add units to dates, or remove them",
    description:
      "All of the dates or none. A date without a capacity of its own starts from the default.",
    params,
    body: AdminAdjustCapacity,
    answers: { 200: one("capacity", entries) },
    refusals: ["invalid_range", "below_commitments"],
  },
  [`GET ${ADMIN}/resources/:id/capacity/report`]: {
    summary: "Report a resource's capacity by period",
    params,
    query: AdminGetCapacityReportParams,
    answers: { 200: CapacityReport },
    refusals: ["invalid_range"],
  },
})
