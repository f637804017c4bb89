/**
 * What a run of the checks looks at. By the clock, that is what has changed
 * since the run before, what that one flagged, and a slice of all the rest: in
 * turns, everything. On demand it is everything at once.
 */
import {
  type Changes,
  changesAfter,
  dateAfter,
  idAfter,
  keepPosition,
  lastFlagged,
  logNow,
  type OrderPosition,
  type Positions,
  positions,
  roughSizes,
  type SlicePosition,
  type Watermark,
} from "../../sql/check-progress"
import {
  ALL,
  type DateKey,
  type Scope,
  type Slice,
} from "../../sql/check-scope"
import type { Queryable } from "../../sql/database"

type Reader = { db: Queryable }

/** Rows of a slice: of a run by the clock, or of one statement of a full one. */
export type SliceSizes = { holds: number; dates: number; resources: number }
const BY_THE_CLOCK = { holds: 20_000, dates: 50_000, resources: 200 }
const FULL = { holds: 100_000, dates: 200_000, resources: 2_000 }

/** Entries of the log that are looked at together, and how often in a run. */
const ENTRIES = 20_000
const MOST_BATCHES = 100

/** What to look at, and what to remember when all of it has been looked at. */
export type CheckPlan = {
  scopes: Scope[]
  /** What the last report flagged, whatever it is about. */
  flagged: string[]
  orders: OrderPosition
  progress: { changes: Watermark; slices: SlicePosition }
}

/**
 * Plans a run by the clock.
 *
 * Numbers of the log are given out before their transactions commit, and in
 * another order: an entry may appear below others that have been read. So what
 * a run could see counts as checked only when each transaction that it could
 * not see has ended, and the run after has looked again.
 */
export async function planChecks(
  ctx: Reader,
  sizes: SliceSizes = BY_THE_CLOCK
): Promise<CheckPlan> {
  const { changes, slices, orders } = await readPositions(ctx)
  const [now] = await ctx.db.query<LogNow>(logNow())
  const { oldest, next, last } = now as LogNow
  const changed = await changedSince(ctx, changes.checked_to)
  const [flagged] = await ctx.db.query<Flagged>(lastFlagged())
  const { subjects, ...again } = flagged as Flagged
  const slice = await sliceAfter(ctx, slices, sizes)
  const isOver = isBefore(changes.seen_before, oldest, next)
  const reached = Math.max(changes.checked_to, changed.last)
  const checked_to = isOver
    ? Math.min(changes.seen_to, reached)
    : changes.checked_to
  return {
    scopes: [
      ...changed.scopes,
      ...(isEmpty(again) ? [] : [{ kind: "some" as const, ...again }]),
      { kind: "slice", ...slice },
    ],
    flagged: subjects,
    orders,
    progress: {
      changes: { checked_to, seen_to: last, seen_before: next },
      slices: endOf(slice),
    },
  }
}

/** Everything, in as many statements as it takes. */
export async function planFullChecks(ctx: Reader): Promise<Scope[]> {
  const [rough] = await ctx.db.query<{ holds: number; dates: number }>(
    roughSizes()
  )
  const { holds = 0, dates = 0 } = rough ?? {}
  const isSmall = holds <= FULL.holds && dates <= FULL.dates
  return isSmall ? [ALL] : allSlices(ctx, FULL)
}

/** Slices that together are everything, whatever is written meanwhile. */
export async function allSlices(
  ctx: Reader,
  sizes: SliceSizes
): Promise<Scope[]> {
  const scopes: Scope[] = []
  let position: SlicePosition = START
  let rest: (keyof SlicePosition)[] = ["holds", "dates", "resources"]
  while (rest.length > 0) {
    const slice = await sliceAfter(ctx, position, sizes, rest)
    scopes.push({ kind: "slice", ...slice })
    position = endOf(slice)
    rest = rest.filter((name) => position[name] !== null)
  }
  return scopes
}

/** Remembers how far a run has come. */
export async function keepProgress(
  { db }: Reader,
  progress: Partial<Positions>
): Promise<void> {
  const { changes, slices, orders } = progress
  for (const statement of [
    changes && keepPosition("changes", changes),
    slices && keepPosition("slices", slices),
    orders && keepPosition("orders", orders),
  ]) {
    if (statement) {
      await db.query(statement)
    }
  }
}

type LogNow = { oldest: string; next: string; last: number }
type Flagged = Omit<Extract<Scope, { kind: "some" }>, "kind"> & {
  subjects: string[]
}

const START: SlicePosition = { holds: null, dates: null, resources: null }

async function readPositions({ db }: Reader): Promise<Positions> {
  const rows = await db.query<{ name: string; position: unknown }>(positions())
  const known = Object.fromEntries(
    rows.map(({ name, position }) => [name, position])
  ) as Partial<Positions>
  return {
    changes: { checked_to: 0, seen_to: 0, seen_before: "0" },
    slices: START,
    orders: { since: null, orders: "", sold_orders: "", carts: "" },
    ...known,
  }
}

/** A transaction after the next one is of a database that this was copied from. */
function isBefore(seen: string, oldest: string, next: string): boolean {
  return BigInt(seen) <= BigInt(oldest) || BigInt(seen) > BigInt(next)
}

async function changedSince(
  { db }: Reader,
  checkedTo: number
): Promise<{ scopes: Scope[]; last: number }> {
  const scopes: Scope[] = []
  let last = checkedTo
  while (scopes.length < MOST_BATCHES) {
    const [changes] = await db.query<Changes>(changesAfter(last, ENTRIES))
    const { holds, resources, last: read } = changes as Changes
    if (read === null) {
      break
    }
    scopes.push({ kind: "some", holds, dates: [], resources })
    last = read
  }
  return { scopes, last }
}

function isEmpty({ holds, dates, resources }: Omit<Flagged, "subjects">) {
  return holds.length + dates.length + resources.length === 0
}

/** @param of those keyspaces alone */
async function sliceAfter(
  { db }: Reader,
  after: SlicePosition,
  sizes: SliceSizes,
  of: readonly (keyof SlicePosition)[] = ["holds", "dates", "resources"]
): Promise<Slice> {
  const [hold] = await db.query<{ key: string }>(
    idAfter("booking_hold", after.holds, sizes.holds)
  )
  const [date] = await db.query<{ key: DateKey }>(
    dateAfter(after.dates, sizes.dates)
  )
  const [resource] = await db.query<{ key: string }>(
    idAfter("booking_resource", after.resources, sizes.resources)
  )
  const slice = {
    holds: { after: after.holds, to: hold?.key ?? null },
    dates: { after: after.dates, to: date?.key ?? null },
    resources: { after: after.resources, to: resource?.key ?? null },
  }
  return Object.fromEntries(of.map((name) => [name, slice[name]]))
}

/** Where the next slice begins; null when the round is over. */
function endOf({ holds, dates, resources }: Slice): SlicePosition {
  return {
    holds: holds?.to ?? null,
    dates: dates?.to ?? null,
    resources: resources?.to ?? null,
  }
}
