import {
  Board,
  CheckOutResult,
  field,
  HousekeepingResult,
  HousekeepingTask,
  Resource,
  StayResult,
  Text,
  WalkInResult,
} from "../../modules/resource_booking/records"
import {
  AdminGetFrontDeskParams,
  AdminMoveStay,
  AdminStayStep,
  AdminWalkIn,
} from "../admin/resource-booking/front-desk/validators"
import {
  AdminGetHousekeepingTasksParams,
  AdminWorkTask,
} from "../admin/resource-booking/housekeeping-tasks/validators"
import { AdminSetHousekeeping } from "../admin/resource-booking/resources/[id]/housekeeping/validators"
import {
  ADMIN,
  GONE,
  IDEMPOTENCY_KEY,
  NOT_TO_BE_HELD,
  one,
  page,
  routesOf,
  UNBOOKABLE,
} from "./route-entry"

const ROOM = [
  "already_occupied",
  "room_out_of_order",
  "room_frozen",
  "room_dirty",
] as const

const step = { body: AdminStayStep, answers: { 200: StayResult } }

export const frontDeskRoutes = routesOf("Front desk", {
  [`GET ${ADMIN}/front-desk`]: {
    summary: "Read the board",
    description:
      "Resources whose default capacity is 1, and any others that somebody is in.",
    query: AdminGetFrontDeskParams,
    like: [Resource],
    words: {
      date: ["The date to show; each room's today unless given.", "2027-01-15"],
    },
    answers: { 200: Board },
  },
  [`POST ${ADMIN}/front-desk/check-in`]: {
    summary: "Check in",
    ...step,
    refusals: [
      ...([
        "not_found",
        "canceled",
        "no_allocation",
        "not_arrival_day",
      ] as const),
      ...ROOM,
    ],
  },
  [`POST ${ADMIN}/front-desk/check-out`]: {
    summary: "Check out",
    body: AdminStayStep,
    answers: { 200: CheckOutResult },
    refusals: ["not_found", "not_occupied"],
  },
  [`POST ${ADMIN}/front-desk/move`]: {
    summary: "Move a guest",
    description: "Another room for the rest of the stay, another end, or both.",
    body: AdminMoveStay,
    words: {
      resource_id: ["The room that they move to; the same unless given."],
      end_date: ["Their new end; the same unless given."],
    },
    answers: { 200: StayResult },
    refusals: [
      ...(["not_found", "canceled", "no_allocation", "not_occupied"] as const),
      ...(["already_occupied", "target_unavailable"] as const),
      ...UNBOOKABLE,
    ],
  },
  [`POST ${ADMIN}/front-desk/no-show`]: {
    summary: "Mark that nobody came",
    ...step,
    refusals: [
      ...([
        "not_found",
        "canceled",
        "no_allocation",
        "not_arrival_day",
      ] as const),
      "already_occupied",
    ],
  },
  [`POST ${ADMIN}/front-desk/undo`]: {
    summary: "Undo today's last step",
    ...step,
    refusals: [
      ...([
        "not_found",
        "canceled",
        "not_same_day",
        "already_occupied",
      ] as const),
      ...(["not_occupied", "no_allocation", ...GONE] as const),
    ],
  },
  [`POST ${ADMIN}/front-desk/walk-in`]: {
    summary: "Book and check in at once",
    description:
      "Repeated with the same key, it answers 200. An idempotency key is required, in the header or in the body.",
    headers: [IDEMPOTENCY_KEY],
    body: AdminWalkIn,
    words: { resource_id: ["The room.", "bres_0mh2v3k4"] },
    answers: { 200: WalkInResult, 201: WalkInResult },
    refusals: [
      ...(["not_found", "idempotency_conflict", "canceled"] as const),
      ...(["no_allocation", "not_arrival_day"] as const),
      ...ROOM,
      ...NOT_TO_BE_HELD,
    ],
  },
  [`POST ${ADMIN}/resources/:id/housekeeping`]: {
    summary: "Set a room's housekeeping status",
    description: "`out_of_order` and `maintenance` close it.",
    params: { id: field(Text, "The resource's id.", "bres_0mh2v3k4") },
    body: AdminSetHousekeeping,
    words: {
      status: ["Its new status.", "out_of_order"],
      until: ["The last closed date; null: until another status is set."],
    },
    answers: { 200: HousekeepingResult },
    refusals: ["invalid_range"],
  },
  [`GET ${ADMIN}/housekeeping-tasks`]: {
    summary: "List housekeeping tasks",
    query: AdminGetHousekeepingTasksParams,
    like: [HousekeepingTask],
    words: { date: ["When they are to be done.", "2027-01-17"] },
    answers: { 200: page("housekeeping_tasks", HousekeepingTask) },
  },
  [`POST ${ADMIN}/housekeeping-tasks/:id`]: {
    summary: "Work on a housekeeping task",
    description:
      "Assigns, starts, finishes or inspects it. Starting an unassigned task assigns it to whoever starts it.",
    params: { id: field(Text, "The task's id.", "btask_0mh2v3k4") },
    body: AdminWorkTask,
    like: [HousekeepingTask],
    words: { action: ["What is done.", "start"] },
    answers: { 200: one("housekeeping_task", HousekeepingTask) },
    refusals: ["task_state"],
  },
})
