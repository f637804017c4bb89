/**
 * What a check looks at: all that there is, some holds and dates, or the next
 * slice of all. Each check is about one hold with what belongs to it, about one
 * resource and date, or about one resource: so it can be asked of some of them,
 * and all of them together are all.
 */

/** Keys after one, up to another one; null is the first or the last of all. */
export type Range<Key> = { after: Key | null; to: Key | null }

/** A resource and a date, as claims and capacities have them. */
export type DateKey = [resourceId: string, date: string]

/** Those with a row for each resource and date. */
type DateTable = "booking_claim" | "booking_capacity"

/** A keyspace that is left out is looked at by somebody else. */
export type Slice = {
  holds?: Range<string>
  dates?: Range<DateKey>
  resources?: Range<string>
}

export type Scope =
  | { kind: "all" }
  | ({ kind: "slice" } & Slice)
  /** Also the dates that the holds have or had. */
  | { kind: "some"; holds: string[]; dates: DateKey[]; resources: string[] }

export const ALL: Scope = { kind: "all" }

/** A scope in the SQL of one statement. */
export type Within = {
  /** Common tables that the conditions refer to, without `with`. */
  tables: string
  values: unknown[]
  /** See Statement. */
  byIndex: boolean
  /** Whether a hold's id is in it. */
  holds(column: string): string
  /** Whether a resource's date is in it. */
  dates(resource: string, date: string): string
  /**
   * Whether a row is: of some, by where the rows are. Of a join the planner may
   * expect so many rows that it compares all there are with each of these: with
   * ten million claims that did not end within minutes.
   */
  rows(table: DateTable, alias: string): string
  /** Whether any of a resource's dates is in it: what an index can find. */
  resourceOfDates(column: string): string
  /** Whether a resource is in it. */
  resources(column: string): string
}

export function within(scope: Scope): Within {
  switch (scope.kind) {
    case "all":
      return EVERYTHING
    case "slice":
      return withinSlice(scope)
    case "some":
      return withinSome(scope)
  }
}

const EVERYTHING: Within = {
  tables: "touched as (select null::text as resource_id, null::date as date)",
  values: [],
  byIndex: false,
  holds: () => "true",
  dates: () => "true",
  rows: () => "true",
  resourceOfDates: () => "true",
  resources: () => "true",
}

function withinSlice({ holds, dates, resources }: Slice): Within {
  const values: unknown[] = []
  const given: string[] = []
  const parameter = (value: string | null, type: string) => {
    values.push(value)
    given.push(`$${values.length}::${type}`)
    return `$${values.length}::${type}`
  }
  const text = (range: Range<string> | undefined, isFirstIn = false) => {
    const after = parameter(range?.after ?? null, "text")
    const to = parameter(range?.to ?? null, "text")
    return (column: string) =>
      between(
        range,
        `${column} >${isFirstIn ? "=" : ""} ${after}`,
        `${column} <= ${to}`
      )
  }
  const pair = (key: DateKey | null) => {
    const [resource, date] = key ?? [null, null]
    return `(${parameter(resource, "text")}, ${parameter(date, "date")})`
  }
  const [after, to] = [pair(dates?.after ?? null), pair(dates?.to ?? null)]
  // A slice may begin and end amid a resource's dates.
  const resourceOfDates = text(
    dates && { after: dates.after?.[0] ?? null, to: dates.to?.[0] ?? null },
    true
  )
  // By the resource alone as well: of a range of pairs the planner knows no
  // size, and would read the whole table for it.
  const pairs = (resource: string, date: string) =>
    between(
      dates,
      `(${resource}, ${date}) > ${after}`,
      `(${resource}, ${date}) <= ${to}`
    ) + (dates === undefined ? "" : ` and ${resourceOfDates(resource)}`)
  const scope = {
    holds: text(holds),
    dates: pairs,
    rows: (_: DateTable, alias: string) =>
      pairs(`${alias}.resource_id`, `${alias}.date`),
    resourceOfDates,
    resources: text(resources),
  }
  // PostgreSQL must know the type of each parameter, also of those not needed.
  const tables = `given as (select ${given.join()}), ${EVERYTHING.tables}`
  return { tables, values, byIndex: true, ...scope }
}

function between(
  range: Range<unknown> | undefined,
  begins: string,
  ends: string
): string {
  if (range === undefined) {
    return "false"
  }
  const bounds = [
    ...(range.after === null ? [] : [begins]),
    ...(range.to === null ? [] : [ends]),
  ]
  return bounds.join(" and ") || "true"
}

function withinSome(scope: Extract<Scope, { kind: "some" }>): Within {
  return {
    tables: TOUCHED,
    byIndex: true,
    values: [
      scope.holds,
      scope.dates.map(([resource]) => resource),
      scope.dates.map(([, date]) => date),
      scope.resources,
    ],
    holds: (column) => `${column} = any ($1::text[])`,
    dates: (resource, date) =>
      `(${resource}, ${date}) in (select resource_id, date from touched)`,
    rows: (table, alias) => `${alias}.ctid = any (array(
      select own.ctid from touched join ${table} own
        on own.resource_id = touched.resource_id and own.date = touched.date))`,
    resourceOfDates: (column) =>
      `${column} in (select resource_id from touched)`,
    resources: (column) => `${column} = any ($4::text[])`,
  }
}

const TOUCHED = `given as (select $4::text[]), touched as materialized (
  select i.resource_id, d.date
  from booking_hold_item i cross join unnest(i.dates) as d (date)
  where i.hold_id = any ($1::text[])
  union
  select a.resource_id, d.date
  from booking_allocation a cross join unnest(a.dates) as d (date)
  where a.hold_id = any ($1::text[])
  union
  select cl.resource_id, cl.date from booking_claim cl
  where cl.claimant_id = any (array(
    select i.id from booking_hold_item i where i.hold_id = any ($1::text[])
    union all
    select a.id from booking_allocation a where a.hold_id = any ($1::text[])))
  union
  select * from unnest($2::text[], $3::date[]))`
