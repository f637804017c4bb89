import { chooseMembers } from "../../../domain/holds/choose-members"
import type { Rules } from "../../../domain/holds/decide-hold"
import type { WantedItem } from "../../../domain/holds/normalize-items"
import {
  refuseGroups,
  type UnmetItem,
} from "../../../domain/holds/refuse-group"
import type { Demand, ResourceFacts } from "../../../domain/shared/facts"
import type { Refusal } from "../../../domain/shared/refusals"
import { BookingRefusal, reject } from "../../../errors"
import {
  type CandidateRecord,
  groupCandidates,
  nearestMember,
} from "../../../sql/candidates"
import { readDates } from "../../../sql/dates"
import { type Identity, readMembers } from "../../../sql/identities"
import {
  everything,
  group,
  type LockKey,
  resource,
  takeLocks,
  tryEach,
} from "../../../sql/locks"
import type { Transaction } from "../../../sql/transaction"
import { wantedDates } from "../../capacity/wanted-dates"
import { requireIdentity } from "../../shared/catalog-locks"
import type { ChosenItem, LockStrategy } from "./types"

/**
 * Finds a resource for every item that names a group; the others stay as they
 * are.
 *
 * The groups are locked, so that choosers don't race each other; somebody who
 * names a member directly may still be faster, which the caller sees in the
 * snapshot under the locks of the dates. `lockMembers` shuts those out, too.
 * Who doesn't wait looks without the lock if another chooser has it: a refusal
 * needs none.
 *
 * @param without holds whose dates count as free
 * @returns null when there is an assignment, and the lock is missing; or there
 * is none, for a stay that was written out by a span of the past
 * @throws BookingRefusal when there is no assignment: then none existed at
 * the moment of reading
 */
export async function chooseFromGroups(
  tx: Transaction,
  wanted: WantedItem[],
  identity: (id: string) => Identity,
  strategy: LockStrategy,
  without: string[],
  rules: Rules
): Promise<ChosenItem[] | null> {
  const direct = wanted.flatMap((item) =>
    "resource_id" in item.target
      ? [{ ...item, resource_id: item.target.resource_id }]
      : []
  )
  const grouped = wanted.flatMap((item) =>
    "group_id" in item.target
      ? [{ ...item, group_id: item.target.group_id }]
      : []
  )
  const chosen: ChosenItem[] = direct.map(
    ({ resource_id, dates, quantity }) => ({
      resource_id,
      group_id: null,
      lock_number: identity(resource_id).lock_number,
      span: identity(resource_id).span,
      dates,
      quantity,
    })
  )
  if (grouped.length === 0) {
    return chosen
  }
  const lockNumber = (id: string) => identity(id).lock_number
  const locked = await lockGroups(tx, grouped, direct, lockNumber, strategy)
  const rows = await readCandidates(tx, grouped, without, rules)
  const choices = chooseMembers(
    grouped.map((item, i) => ({ ...item, candidates: rows[i] ?? [] })),
    chosen
  )
  if (!choices) {
    checkSize(grouped)
    return refuseThem(tx, chosen, grouped, rows, identity, rules)
  }
  if (!locked) {
    return null
  }
  grouped.forEach(({ group_id, dates }, i) => {
    for (const { resource_id, quantity } of choices[i] ?? []) {
      const row = rows[i]?.find((r) => r.resource_id === resource_id)
      const lock_number = row?.lock_number as number
      const { span } = identity(group_id)
      const stay = { dates, quantity, span }
      chosen.push({ resource_id, group_id, lock_number, ...stay })
    }
  })
  return chosen
}

type Grouped = Omit<WantedItem, "target"> & { group_id: string }

/**
 * So many members × dates are written out to choose from: a hundred rooms for a
 * year. Where there are more, those that each stay fits best.
 */
const MAX_MEMBER_DATES = 36_600

/** For each item, the members that have room and whose rules allow it. */
async function readCandidates(
  tx: Transaction,
  grouped: Grouped[],
  without: string[],
  rules: Rules
): Promise<CandidateRecord[][]> {
  const most = mostMembers(grouped)
  const rows = await tx.all(
    grouped.map((item) => groupCandidates({ ...item, rules }, without, most))
  )
  return rows as CandidateRecord[][]
}

function mostMembers(grouped: Grouped[]): number {
  const dates = grouped.reduce((sum, item) => sum + item.dates.length, 0)
  return Math.floor(MAX_MEMBER_DATES / dates)
}

/**
 * A look at the members that fit best is enough for as many units as there are
 * of these: each has at least one.
 *
 * @throws BookingRefusal `invalid_range` when more are wanted
 */
function checkSize(grouped: Grouped[]): void {
  const most = mostMembers(grouped)
  const units = grouped.reduce((sum, item) => sum + item.quantity, 0)
  if (units > most) {
    const message = `At most ${most} units can be booked at a time for this many dates.`
    reject("invalid_range", message, { max_units: most })
  }
}

/** @returns false when a lock is missing, for somebody who doesn't wait */
async function lockGroups(
  tx: Transaction,
  grouped: Grouped[],
  direct: Demand[],
  lockNumber: (id: string) => number,
  { wait, lockMembers }: LockStrategy
): Promise<boolean> {
  const keys: LockKey[] = [everything(true)]
  const ids = [...new Set(grouped.map((item) => item.group_id))]
  keys.push(...ids.map((id) => group(lockNumber(id))))
  if (!wait) {
    const tried = await tx.query<{ locked: boolean }>(tryEach(keys))
    return tried.every(({ locked }) => locked)
  }
  await tx.all([takeLocks(keys)])
  if (lockMembers) {
    const members = await readMembers(tx, ids)
    const numbers = new Set([
      ...members.map((m) => m.lock_number),
      ...direct.map((d) => lockNumber(d.resource_id)),
    ])
    await tx.all([takeLocks([...numbers].map((n) => resource(n, false)))])
  }
  return true
}

/** Where all is sold, so many members are enough to know it. */
const FEW = 5

/**
 * Why there is no assignment. A group without members may have been deleted by
 * another process since it was remembered: then it is not known.
 *
 * @returns null when a span was remembered that is not so any more
 * @throws BookingRefusal otherwise
 */
async function refuseThem(
  tx: Transaction,
  direct: ChosenItem[],
  grouped: Grouped[],
  rows: CandidateRecord[][],
  identity: (id: string) => Identity,
  rules: Rules
): Promise<null> {
  const ids = [...new Set(grouped.map((item) => item.group_id))]
  const members = await readMembers(tx, ids)
  for (const id of ids) {
    if (!members.some((member) => member.group_id === id)) {
      await requireIdentity(tx, "group", id)
    }
  }
  if (members.some(({ group_id, span }) => span !== identity(group_id).span)) {
    return null
  }
  const alone = grouped.filter(
    (item, i) => !chooseMembers([{ ...item, candidates: rows[i] ?? [] }])
  )
  const items = alone.length > 0 ? alone : grouped
  const unmet = items.map(({ dates, group_id }) => {
    const own = members.filter((member) => member.group_id === group_id)
    const name = own[0]?.group_name ?? "" // Without members, it is not said.
    return { name, dates, group_id, members: own.map(({ id }) => id) }
  })
  const few = unmet.map((item) => ({
    ...item,
    members: item.members.slice(0, FEW),
  }))
  let refusal = await refusalOf(tx, direct, few, rules)
  // Nothing is nearer than that: the others need not be asked.
  if (refusal && refusal.code !== "sold_out") {
    const nearest = await nearestOf(tx, unmet, rules)
    refusal = await refusalOf(tx, direct, nearest, rules)
  }
  if (refusal) {
    throw new BookingRefusal(refusal)
  }
  return null
}

/** Of each item's members the one that comes nearest. */
async function nearestOf(
  tx: Transaction,
  items: (UnmetItem & { group_id: string })[],
  rules: Rules
): Promise<UnmetItem[]> {
  const rows = await tx.all(
    items.map((item) => nearestMember({ ...item, rules }))
  )
  return items.map((item, i) => ({
    ...item,
    members: (rows[i] ?? []).map(({ id }) => id as string),
  }))
}

/** @returns null when a resource that is named has another span by now */
async function refusalOf(
  tx: Transaction,
  direct: ChosenItem[],
  unmet: UnmetItem[],
  rules: Rules
): Promise<Refusal | null> {
  const wanted = wantedDates([
    ...direct,
    ...unmet.flatMap(({ dates, members }) =>
      members.map((resource_id) => ({ resource_id, dates, quantity: 1 }))
    ),
  ])
  const snapshot = await readDates(tx, wanted)
  return hasSpans(direct, snapshot.resources)
    ? refuseGroups(snapshot, direct, unmet, rules)
    : null
}

/** False when a resource has another span than was remembered, or is gone. */
export function hasSpans(
  chosen: ChosenItem[],
  resources: ResourceFacts[]
): boolean {
  const spans = new Map(resources.map(({ id, span }) => [id, span]))
  return chosen.every((item) => spans.get(item.resource_id) === item.span)
}
