import { z } from "@medusajs/framework/zod"

import {
  Allocation,
  CreateAllocationsResult,
  field,
  MoveResult,
  Text,
} from "../../modules/resource_booking/records"
import {
  AdminCancelAllocation,
  AdminCreateAllocations,
  AdminGetAllocationParams,
  AdminGetAllocationsParams,
  AdminMoveAllocation,
  AdminSetGuests,
} from "../admin/resource-booking/allocations/validators"
import {
  ADMIN,
  IDEMPOTENCY_KEY,
  NOT_TO_BE_HELD,
  one,
  page,
  routesOf,
  UNBOOKABLE,
} from "./route-entry"

const params = {
  id: field(Text, "The allocation's id.", "balloc_0mh2v3k4"),
}

export const allocationRoutes = routesOf("Allocations", {
  [`GET ${ADMIN}/allocations`]: {
    summary: "List allocations",
    description:
      "`q` is the complete id of an allocation, hold or order, or part of a resource's name.",
    query: AdminGetAllocationsParams,
    like: [Allocation],
    answers: { 200: page("allocations", Allocation) },
    refusals: ["invalid_range"],
  },
  [`POST ${ADMIN}/allocations`]: {
    summary: "Book for somebody",
    description:
      "Confirmed at once, with an order or without. Repeated with the same key, it answers 200 with the same allocations as they are now. An idempotency key is required, in the header or in the body.",
    headers: [IDEMPOTENCY_KEY],
    body: AdminCreateAllocations,
    like: [Allocation],
    answers: {
      200: CreateAllocationsResult,
      201: CreateAllocationsResult,
    },
    refusals: ["not_found", "idempotency_conflict", ...NOT_TO_BE_HELD],
  },
  [`GET ${ADMIN}/allocations/:id`]: {
    summary: "Read an allocation",
    params,
    query: AdminGetAllocationParams,
    answers: { 200: one("allocation", Allocation) },
  },
  [`POST ${ADMIN}/allocations/:id/move`]: {
    summary: "Move an allocation",
    description:
      "Other dates, another resource, or both: a new allocation takes over. If it is refused, everything stays as it was.",
    params,
    body: AdminMoveAllocation,
    words: {
      resource_id: ["The new resource; the same unless given."],
      start_date: ["Its new first date; the same unless given."],
      end_date: ["Its new end; the same unless given."],
    },
    answers: { 200: MoveResult },
    refusals: ["canceled", "no_allocation", "already_occupied", ...UNBOOKABLE],
  },
  [`POST ${ADMIN}/allocations/:id/guests`]: {
    summary: "Set who comes",
    description: "All of them, in place of those who were named before.",
    params,
    body: AdminSetGuests,
    like: [Allocation],
    answers: { 200: one("allocation", Allocation) },
    refusals: ["canceled"],
  },
  [`POST ${ADMIN}/allocations/:id/cancel`]: {
    summary: "Cancel an allocation",
    description:
      "Frees its dates. If it is repeated, nothing is freed twice. The order stays as it is.",
    params,
    body: AdminCancelAllocation,
    answers: {
      200: z.strictObject({
        allocation: field(Allocation, "The one that the path names."),
        allocations: field(
          z.array(Allocation),
          "All that were to be canceled, as they are now."
        ),
      }),
    },
    refusals: ["already_occupied"],
  },
})
