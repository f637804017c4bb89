import { z } from "zod"

import { Allocation } from "./allocations"
import { RESOURCE_ON_BOARD } from "./capacity"
import { Resource } from "./catalog"
import { Blackout, CLOSING } from "./closures"
import {
  about,
  ACTOR_ID,
  CalendarDate,
  CREATED_AT,
  field,
  Flag,
  Int,
  Moment,
  record,
  SERVER_TIME,
  Text,
  UPDATED_AT,
} from "./fields"
import { REPLAYED } from "./holds"
import {
  BOARD_ACTIONS,
  HOUSEKEEPING_STATUSES,
  REFUSAL_CODES,
  ROOM_STATUSES,
  STAY_STATES,
  STAYS_ON_DATE,
  TASK_STATUSES,
} from "./words"

export const BoardAction = record(
  "BoardAction",
  "A button of the board: which stay it is for, or why it can't be pressed.",
  {
    action: field(z.enum(BOARD_ACTIONS), "What it does.", "check_in"),
    allocation_id: field(
      Text.nullable(),
      "The stay that it is for.",
      "balloc_0mh2v3k4"
    ),
    code: field(
      z.enum(REFUSAL_CODES).nullable(),
      "Why it would be refused; null if it would not.",
      "room_dirty"
    ),
    message: field(
      Text.nullable(),
      "The same in a sentence.",
      "Room 101 is not clean yet."
    ),
    details: field(
      z.looseObject({}).nullable(),
      "The facts of the sentence, as those of a refusal with this code.",
      { resource_id: "bres_0mh2v3k4", name: "Room 101" }
    ),
  }
)

export const StayOnDate = record(
  "StayOnDate",
  "What a stay is on the date that is shown: what is known of a date in the past, what is true today, and what is to be expected later.",
  {
    is: field(z.enum(STAYS_ON_DATE), "Where they are.", "expected"),
    arrives: field(
      Flag,
      "Whether they come on this date, or should have come by then.",
      true
    ),
    leaves: field(
      Flag,
      "Whether they leave this room on this date, or should have left by today.",
      false
    ),
  }
)

export const BoardStay = about(
  Allocation.pick({
    id: true,
    resource_id: true,
    order_id: true,
    hold_id: true,
    start_date: true,
    end_date: true,
    guests: true,
    note: true,
    arrived_at: true,
    departed_at: true,
    no_show_at: true,
  }).extend({
    email: field(
      Text.nullable(),
      "Who booked; for a stay where no guest is named.",
      "ann@example.com"
    ),
    state: field(
      z.enum(STAY_STATES).nullable(),
      "What has become of it by now; null for one that was canceled while somebody is in.",
      "due"
    ),
    on_date: field(StayOnDate, "What it is on the date that is shown."),
    is_overdue: field(
      Flag,
      "Whether it should have come, or left, on a date before.",
      false
    ),
  }),
  { id: "BoardStay", description: "A stay on the board." }
)

export const HousekeepingTask = record(
  "HousekeepingTask",
  "Work to be done in a resource, and all that is known of how clean it is.",
  {
    id: field(Text, "The task's id.", "btask_0mh2v3k4"),
    resource_id: field(Text, "The resource.", "bres_0mh2v3k4"),
    resource_name: field(Text, "Its name.", "Room 101"),
    allocation_id: field(
      Text.nullable(),
      "The stay after which it is to be done; null if staff said so.",
      "balloc_0mh2v3k4"
    ),
    status: field(z.enum(TASK_STATUSES), "How far it is.", "open"),
    due_date: field(CalendarDate, "When it is to be done.", "2027-01-17"),
    assignee_id: field(
      Text.nullable(),
      "The user who is to do it.",
      "user_01K9ZW"
    ),
    note: field(Text.nullable(), "For staff.", "New towels"),
    started_at: field(
      Moment.nullable(),
      "When it was started.",
      "2027-01-17T01:00:00.000Z"
    ),
    finished_at: field(
      Moment.nullable(),
      "When it was finished.",
      "2027-01-17T01:30:00.000Z"
    ),
    inspected_at: field(Moment.nullable(), "When it was inspected.", null),
    created_at: CREATED_AT,
    updated_at: UPDATED_AT,
  }
)

export const ShopTask = about(
  HousekeepingTask.omit({ assignee_id: true, note: true }),
  { id: "ShopTask", description: "A task, without what is for staff." }
)

const Occupancy = record("Occupancy", "Somebody who is in.", {
  checked_in_at: field(Moment, "Since when.", "2027-01-15T05:10:00.000Z"),
  actor_type: field(Text, "Who let them in: staff, or the system.", "user"),
  actor_id: ACTOR_ID,
  expected_check_out: field(
    CalendarDate,
    "Until when they are expected to stay.",
    "2027-01-17"
  ),
})

export const BoardRoom = record("BoardRoom", "A resource on the board.", {
  resource: field(
    about(Resource.pick(RESOURCE_ON_BOARD), {
      id: "BoardResource",
      description: "What the board says of its resource.",
    }),
    "The resource."
  ),
  date: field(CalendarDate, "The date that is shown.", "2027-01-15"),
  is_today: field(Flag, "Whether that is its today.", true),
  status: field(
    z.enum(ROOM_STATUSES),
    "What it is on that date: the first that applies.",
    "booked"
  ),
  housekeeping_status: field(
    z.enum(HOUSEKEEPING_STATUSES),
    "How clean it is, or that it is closed.",
    "dirty"
  ),
  occupant: field(BoardStay.nullable(), "Who is in it now."),
  occupancy: field(Occupancy.nullable(), "Since when, and until when."),
  arrival: field(
    BoardStay.nullable(),
    "Who is to come that date, or should have come before."
  ),
  departure: field(
    BoardStay.nullable(),
    "Who is in now, if they leave on that date or should have left before."
  ),
  stays: field(
    z.array(BoardStay),
    "All that it has to do with on the date; who leaves comes first."
  ),
  task: field(
    about(
      HousekeepingTask.pick({
        id: true,
        status: true,
        due_date: true,
        assignee_id: true,
      }),
      { id: "BoardTask", description: "What is to be cleaned." }
    ).nullable(),
    "What is to be cleaned, if something is."
  ),
  actions: field(
    z.array(BoardAction),
    "What can be done; empty on another date than today."
  ),
})

export const Board = record("Board", "The front desk's board.", {
  rooms: field(z.array(BoardRoom), "A page of them, by name."),
  arrivals: field(z.array(BoardStay), "Who comes that date, or is late."),
  departures: field(
    z.array(BoardStay),
    "Who leaves that date, or should have."
  ),
  in_house: field(z.array(BoardStay), "Who is in on that date."),
  count: field(Int, "How many rooms there are in all.", 12),
  offset: field(Int, "How many were skipped.", 0),
  limit: field(Int, "How many the page has at most.", 100),
  server_time: SERVER_TIME,
})

const STAY = {
  allocation: field(
    Allocation,
    "The stay as it is now; after dates were changed, a new allocation."
  ),
  replaced: field(
    Allocation.nullable(),
    "The allocation that it took the place of."
  ),
}

export const StayResult = record(
  "StayResult",
  "A stay after a step of the front desk.",
  STAY
)

export const WalkInResult = record(
  "WalkInResult",
  "A stay that was booked and checked in at once.",
  { ...STAY, idempotent_replay: REPLAYED }
)

export const CheckOutResult = record(
  "CheckOutResult",
  "A stay that is over, and what is to be cleaned.",
  { ...STAY, task: field(HousekeepingTask, "What is to be cleaned now.") }
)

export const HousekeepingResult = record(
  "HousekeepingResult",
  "A resource's status, and what closing it did.",
  {
    resource_id: field(Text, "The resource.", "bres_0mh2v3k4"),
    housekeeping_status: field(
      z.enum(HOUSEKEEPING_STATUSES),
      "Its status now.",
      "out_of_order"
    ),
    blackout: field(
      Blackout.nullable(),
      "What closes it, if it is out of order or under maintenance."
    ),
    ...CLOSING,
  }
)
