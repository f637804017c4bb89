import type { Rules } from "../domain/holds/decide-hold"
import type { Candidate } from "../domain/holds/group-request"
import type { CalendarDate } from "../domain/shared/calendar"
import { runsOf } from "../domain/shared/demand"
import { REFUSAL_CODES } from "../records/words"
import type { Statement } from "./database"
import { CLOCK } from "./dates"
import { freed, overdueUnits } from "./due"
import { openByRules, rulesAgainst, TODAY } from "./rules"

/** How far around a stay its neighbors matter to the choice of a member. */
const GAP_BOUND = 60

/** What is not counted beside the given dates. */
const WITHOUT = "$6::text[]"

/** Units that are free by a row of booking_capacity `c`. */
const FREE = `c.max_capacity - c.held - c.allocated
  + ${overdueUnits("c", WITHOUT)}`

/** The dates of a stay in a group, and how its members are looked at. */
export type StayInGroup = {
  group_id: string
  /** Ascending. */
  dates: CalendarDate[]
  rules: Rules
}

/** The stay's parameters, from 1 to 5: group, dates, runs, rules. */
function stayValues({ group_id, dates, rules }: StayInGroup): unknown[] {
  const runs = runsOf(dates).map((run) => run.length)
  const [shortest, longest] = [Math.min(...runs), Math.max(...runs)]
  return [group_id, dates, shortest, longest, rules === "overridden"]
}

const BOUNDS = {
  first: "s.first",
  last: "s.last",
  shortest: "$3::int",
  longest: "$4::int",
}

/**
 * `stay`, and `shut`: what blackouts close on one of its dates; null is all of
 * the group.
 */
const STAY = `wanted as materialized (
    select d.date, d.n from unnest($2::date[]) with ordinality as d (date, n)
  ), stay as materialized (
    select min(date) as first, max(date) as last, count(*)::int as dates,
      max(date) - min(date) + 1 = count(*) as is_whole
    from wanted
  ), closed as materialized (
    select b.resource_id, b.start_date, b.end_date, b.kind
    from booking_blackout b, stay s
    where b.lifted_at is null
      and b.start_date <= s.last + ${GAP_BOUND}
      and (b.end_date is null or b.end_date >= s.first - ${GAP_BOUND})
      and (b.group_id = $1 or b.applies_to_all or b.resource_id in (
        select r.id from booking_resource r
        where r.group_id = $1 and r.deleted_at is null))
  ), shut as materialized (
    select b.resource_id, bool_or(b.kind = 'freeze') as is_frozen
    from closed b
    where exists (select from wanted w where w.date >= b.start_date
      and (b.end_date is null or w.date <= b.end_date))
    group by b.resource_id
  )`

/** The stay's rows of a member's capacity: a range of the primary key. */
const ROWS = `booking_capacity c
  where c.resource_id = m.id and c.date between s.first and s.last
    and (s.is_whole or c.date in (select w.date from wanted w))
  offset 0`

/** The rows of a member's capacity beside the stay, its ends among them. */
const BESIDE = (condition: string) => `
  select c.date from booking_capacity c
  where c.resource_id = m.id
    and c.date between s.first - ${GAP_BOUND} and s.first and ${condition}
  union all
  select c.date from booking_capacity c
  where c.resource_id = m.id
    and c.date between greatest(s.last, s.first + 1) and s.last + ${GAP_BOUND}
    and ${condition}`

/**
 * Dates around the stay on which a member has no unit free, is closed, or has
 * neither a row nor a default. A blackout that touches the stay was excluded
 * before, so each lies on one side. The few rows that look full are the only
 * ones that overdue holds may matter to.
 */
const TAKEN = `
  ${BESIDE(`c.max_capacity - c.held - c.allocated < 1
    and ${FREE} < 1`)}
  union all
  select case when b.end_date < s.first then b.end_date else b.start_date end
  from closed b where b.resource_id = m.id or b.resource_id is null
  union all
  select beside.date
  from (
    select c.date,
      lag(c.date, 1, s.first - ${GAP_BOUND} - 1) over by_date as before,
      lead(c.date, 1, s.last + ${GAP_BOUND} + 1) over by_date as after
    from (${BESIDE("coalesce(m.default_capacity, 0) = 0")}) c
    window by_date as (order by c.date)
  ) present
  cross join lateral (values
    (present.date - 1, present.before), (present.date + 1, present.after)
  ) as beside (date, neighbor)
  where beside.date <> beside.neighbor`

/** Answered by `groupCandidates`. */
export type CandidateRecord = Candidate & { lock_number: number }

/**
 * Members of a group that may be had and have at least one unit free on every
 * date of a stay, with the free dates directly before and after, at most
 * GAP_BOUND of them and none in the past; those that it fits best, the best
 * first. Answers CandidateRecords.
 *
 * The gaps come from the nearest taken date on either side: a range of the
 * capacity's primary key for a member, however many claims there are.
 *
 * @param without holds that are not to be counted
 * @param most members that are answered
 */
export function groupCandidates(
  stay: StayInGroup,
  without: string[],
  most: number
): Statement {
  return {
    name: "booking_group_candidates",
    text: `
      with ${CLOCK}, ${STAY}, member as materialized (
        select r.id, r.lock_number, r.default_capacity, ${TODAY} as today
        from booking_resource r, stay s
        where r.group_id = $1 and r.deleted_at is null and r.is_active
          and ${openByRules(BOUNDS, "$5::boolean")}
          and not exists (select from shut where resource_id is null)
          and r.id not in (
            select resource_id from shut where resource_id is not null)
      ), ${freed(WITHOUT)},
      units as materialized (
        select m.id
        from member m cross join stay s
        left join lateral (select c.date, ${FREE} as free from ${ROWS}) c
          on true
        group by m.id, m.default_capacity, s.dates
        having least(min(c.free),
          case when count(c.date) < s.dates
            then coalesce(m.default_capacity, 0) end) >= 1
      ), best as materialized (
        select m.id, m.lock_number, m.default_capacity, gap.before, gap.after
        from units u
        join member m on m.id = u.id
        cross join stay s
        cross join lateral (
          select max(t.date) filter (where t.date < s.first) as before,
            min(t.date) filter (where t.date > s.last) as after
          from (${TAKEN}) as t (date)
        ) near
        cross join lateral (
          select greatest(0, s.first - 1 - greatest(near.before, m.today - 1,
              s.first - 1 - ${GAP_BOUND})) as before,
            least(near.after, s.last + 1 + ${GAP_BOUND}) - s.last - 1 as after
        ) gap
        order by gap.before + gap.after, m.id collate "C"
        limit $7
      )
      select b.id as resource_id, b.lock_number, (
          select array_agg(coalesce(c.max_capacity, b.default_capacity, 0)
            - coalesce(c.held, 0) - coalesce(c.allocated, 0)
            + ${overdueUnits("c", WITHOUT)} order by w.n)
          from wanted w
          left join booking_capacity c
            on c.resource_id = b.id and c.date = w.date
        ) as free, b.before as gap_before, b.after as gap_after
      from best b`,
    values: [...stayValues(stay), without, most],
  }
}

/**
 * What speaks first against each member of a group, as `decideNewHold` would
 * say of one unit; `sold_out` where at most the units are missing.
 */
const AGAINST = Object.entries(rulesAgainst(BOUNDS))
  .map(([code, rule]) =>
    code === "past"
      ? `when ${rule} then 'past'`
      : `when not $5::boolean and ${rule} then '${code}'`
  )
  .join("\n")

/**
 * The member of a group that comes nearest to being had for a stay. Answers
 * `{ id }`, or nothing for a group without members.
 *
 * A group may have a thousand members and a stay a year: that is never written
 * out, and of the capacity only what is open otherwise is read.
 */
export function nearestMember(stay: StayInGroup): Statement {
  return {
    name: "booking_nearest_member",
    text: `
      with ${CLOCK}, ${STAY}, member as materialized (
        select r.id, r.lock_number, r.default_capacity,
          case when not r.is_active then 'inactive' ${AGAINST}
            when exists (select from shut
                where resource_id is null and is_frozen)
              or r.id in (select resource_id from shut
                where resource_id is not null and is_frozen) then 'frozen'
            when exists (select from shut where resource_id is null)
              or r.id in (select resource_id from shut
                where resource_id is not null) then 'blackout'
          end as code
        from booking_resource r, stay s
        where r.group_id = $1 and r.deleted_at is null
      )
      select m.id from member m, stay s
      order by array_position($6::text[], coalesce(m.code, (
        select case when coalesce(min(c.max_capacity), 1) > 0
          and (m.default_capacity > 0 or count(*) = s.dates)
          then 'sold_out' else 'no_capacity' end
        from (select c.max_capacity from ${ROWS}) c))) desc,
        m.lock_number desc
      limit 1`,
    values: [...stayValues(stay), [...REFUSAL_CODES]],
  }
}
