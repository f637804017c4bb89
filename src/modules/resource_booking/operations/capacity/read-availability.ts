import { availabilityOn } from "../../domain/capacity/calendar-row"
import { groupAvailabilityOf } from "../../domain/capacity/group-availability"
import {
  type CalendarDate,
  datesOf,
  isCalendarDate,
  type Span,
  stayRange,
} from "../../domain/shared/calendar"
import { checkLength } from "../../domain/shared/date-ranges"
import { MAX_QUANTITY, MAX_RESOURCE_DATES } from "../../domain/shared/demand"
import { isStorable } from "../../domain/shared/text"
import { notFound, reject, unwrap } from "../../errors"
import { type GroupDatesRecord, selectGroupDates } from "../../sql/calendar"
import { readDates } from "../../sql/dates"
import { type GroupHead, selectGroupHead } from "../../sql/groups"
import { type ResourceHead, selectResourceHead } from "../../sql/resources"
import type {
  AvailabilityDTO,
  AvailabilityEntry,
  AvailabilityQuery,
  SoldIn,
  StayQuery,
} from "../../types"
import type { OperationContext } from "../shared/context"
import { iso } from "../shared/records"
import { mapInTurns } from "../shared/turns"
import { entriesOf, withEnds } from "./date-entries"
import { scopeOf } from "./sales-scope"

/** A year of a hundred members; more is read a part at a time. */
const MAX_GROUP_DATES = 100 * MAX_RESOURCE_DATES

/**
 * Whether `quantity` units can be had on each date of a stay, and why not. For
 * `night`, the dates are the nights: check-out's own date is not one.
 *
 * @throws BookingRefusal `invalid_data`, `invalid_range`, `not_found`
 */
export async function readAvailability(
  ctx: OperationContext,
  query: AvailabilityQuery
): Promise<AvailabilityDTO> {
  const quantity = query.quantity ?? 1
  checkQuantity(quantity)
  return "resource_id" in query
    ? ofResource(ctx, query.resource_id, query, quantity)
    : ofGroup(ctx, query.group_id, query, quantity)
}

/** @throws BookingRefusal `invalid_data` */
export function checkQuantity(quantity: number): void {
  const valid =
    Number.isInteger(quantity) && quantity >= 1 && quantity <= MAX_QUANTITY
  if (!valid) {
    reject("invalid_data", `Quantity must be from 1 to ${MAX_QUANTITY}.`)
  }
}

async function ofResource(
  ctx: OperationContext,
  id: string,
  stay: StayQuery & SoldIn,
  quantity: number
): Promise<AvailabilityDTO> {
  const [resource] = isStorable(id)
    ? await ctx.db.query<ResourceHead>(
        selectResourceHead(id, scopeOf(ctx, stay))
      )
    : []
  if (!resource) {
    return notFound("resource", id)
  }
  const dates = datesOfStay(resource.span, stay)
  const snapshot = await readDates(ctx.db, [{ resource_id: id, dates }])
  const [facts] = snapshot.resources
  const entries = facts
    ? entriesOf(snapshot, facts, quantity)
    : notFound("resource", id)
  return answer(
    { resource },
    await withEnds(ctx.db, [id], entries),
    quantity,
    snapshot.now_ms
  )
}

async function ofGroup(
  ctx: OperationContext,
  id: string,
  stay: StayQuery & SoldIn,
  quantity: number
): Promise<AvailabilityDTO> {
  const [head] = isStorable(id)
    ? await ctx.db.query<GroupHead>(selectGroupHead(id, scopeOf(ctx, stay)))
    : []
  if (!head) {
    return notFound("group", id)
  }
  const { members, ...group } = head
  const dates = datesOfStay(members[0]?.span ?? "night", stay)
  checkMembers(members.length, dates)
  const [row] = await ctx.db.query<GroupDatesRecord>(
    selectGroupDates(id, dates)
  )
  const { resources, cells, blackouts, now_ms } = row as GroupDatesRecord
  const each = await mapInTurns(resources, (resource) =>
    availabilityOn(
      resource,
      dates,
      cells?.[resource.id] ?? [],
      blackouts,
      now_ms
    )
  )
  const entries = await mapInTurns(
    dates.map((_, i) => i),
    (i) =>
      groupAvailabilityOf(
        dates[i] as CalendarDate,
        each.flatMap((one) => one[i] ?? []),
        quantity
      )
  )
  const ids = resources.map((resource) => resource.id)
  return answer(
    { group },
    await withEnds(ctx.db, ids, entries),
    quantity,
    now_ms
  )
}

/** @throws BookingRefusal `invalid_range` */
function checkMembers(members: number, dates: CalendarDate[]): void {
  if (members * dates.length > MAX_GROUP_DATES) {
    const most = Math.floor(MAX_GROUP_DATES / members)
    const message = `At most ${most} dates of this group can be requested at a time.`
    reject("invalid_range", message, { max_dates: most })
  }
}

/** @throws BookingRefusal `invalid_range` */
export function datesOfStay(
  span: Span,
  { start_date, end_date }: StayQuery
): CalendarDate[] {
  if (!isCalendarDate(start_date) || !isCalendarDate(end_date)) {
    return reject(
      "invalid_range",
      "Dates must be valid and formatted YYYY-MM-DD.",
      { kind: "not_a_date" }
    )
  }
  const range = stayRange(span, start_date, end_date)
  return datesOf(unwrap(checkLength(range, MAX_RESOURCE_DATES)))
}

function answer(
  subject: Pick<AvailabilityDTO, "resource" | "group">,
  dates: AvailabilityEntry[],
  quantity: number,
  nowMs: number
): AvailabilityDTO {
  return {
    ...subject,
    dates,
    all_dates_available: dates.every((date) => date.is_available),
    quantity,
    server_time: iso(nowMs),
  }
}
