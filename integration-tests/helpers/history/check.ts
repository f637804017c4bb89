import type { Entry, GivenItem } from "./journal"
import type { Final, LogRow } from "./log"
import { type Known, Replay } from "./replay"
import { Room } from "./room"
import type { Stage } from "./stage"

export type History = {
  stage: Stage
  journal: Entry[]
  log: LogRow[]
  final: Final
}

type Placing = Entry & { kind: "place" }

/**
 * Holds what the clients were told against the log, and the log against
 * itself and the tables.
 *
 * @returns what can't be: nothing, if the module keeps its promises
 */
export function checkHistory({
  stage,
  journal,
  log,
  final,
}: History): string[] {
  const decided = new Map(final.holds.map((h) => [h.id, h.created_at_ms]))
  const known = { ...acknowledgements(journal), decided }
  const replay = new Replay(stage.capacity, known)
  log.forEach((row) => replay.apply(row))
  const placings = journal.filter((e): e is Placing => e.kind === "place")
  const stays = [...replay.holds.values()].flatMap((hold) => hold.stays)
  const room = new Room(stage, stays)
  return [
    ...replay.violations,
    ...tablesAgree(replay, final),
    ...journal.flatMap((entry) => answerHolds(entry, replay, log)),
    ...keysHold(placings, final),
    ...placings
      .filter((entry) => entry.outcome === "sold_out" && room.wasThere(entry))
      .map((entry) => `${entry.id}: sold out, though there was room`),
  ]
}

/** The first moment at which a client knew that something was freed. */
function acknowledgements(
  journal: Entry[]
): Pick<Known, "released" | "canceled"> {
  const released = new Map<string, number>()
  const canceled = new Map<string, number>()
  const note = (map: Map<string, number>, id: string, to: number) =>
    map.set(id, Math.min(to, map.get(id) ?? Infinity))
  for (const { kind, outcome, answer, to } of journal) {
    if (outcome !== "ok" || to === null) {
      continue
    }
    if (kind === "release" && answer.hold_id) {
      note(released, answer.hold_id, to)
    }
    if (kind === "cancel") {
      answer.allocation_ids?.forEach((id) => note(canceled, id, to))
    }
  }
  return { released, canceled }
}

/** The last state of the log is what the tables have. */
function tablesAgree(replay: Replay, final: Final): string[] {
  const faults: string[] = []
  for (const row of final.holds) {
    const hold = replay.holds.get(row.id)
    const same =
      hold?.status === row.status && hold.expires_at === row.expires_at_ms
    if (!same) {
      faults.push(`${row.id}: the table says ${row.status}, the log otherwise`)
    }
  }
  for (const row of final.allocations) {
    if (replay.allocations.get(row.id)?.status !== row.status) {
      faults.push(`${row.id}: the table says ${row.status}, the log otherwise`)
    }
  }
  const missing =
    replay.holds.size - final.holds.length ||
    replay.allocations.size - final.allocations.length
  return missing === 0 ? faults : [...faults, "the log has more or less rows"]
}

/** What was acknowledged is there, and refusals are true. */
function answerHolds(entry: Entry, replay: Replay, log: LogRow[]): string[] {
  const { id, outcome, answer } = entry
  if (outcome.startsWith("error")) {
    return [`${id}: ${outcome}`]
  }
  if (outcome === "not_found") {
    return [`${id}: what there is was not found`]
  }
  if (outcome === "expired" && "hold_id" in entry) {
    const hold = replay.holds.get(entry.hold_id)
    const lived = (hold?.first_end ?? 0) > (entry.to ?? 0)
    return lived ? [`${id}: called expired while it lived`] : []
  }
  if (outcome !== "ok") {
    return []
  }
  switch (entry.kind) {
    case "place":
      return placingHolds(entry, replay)
    case "extend":
      return extensions(log).has(`${answer.hold_id} ${answer.expires_at}`)
        ? []
        : [`${id}: an extension that was acknowledged is lost`]
    case "release":
      return replay.holds.get(entry.hold_id)?.status === "released"
        ? []
        : [`${id}: a release that was acknowledged is lost`]
    case "confirm":
    case "cancel":
      return (answer.allocation_ids ?? []).flatMap((allocation) => {
        const status = replay.allocations.get(allocation)?.status
        const wrong =
          !status || (entry.kind === "cancel" && status !== "canceled")
        return wrong ? [`${id}: ${entry.kind} of ${allocation} is lost`] : []
      })
    case "expire":
      return []
  }
}

const known = new WeakMap<LogRow[], Set<string>>()

function extensions(log: LogRow[]): Set<string> {
  const made =
    known.get(log) ??
    new Set(
      log
        .filter((row) => row.operation === "hold.extended")
        .map((row) => `${row.hold_id} ${row.after?.expires_at}`)
    )
  known.set(log, made)
  return made
}

function placingHolds(entry: Placing, replay: Replay): string[] {
  const { id, answer } = entry
  const hold = replay.holds.get(answer.hold_id ?? "")
  if (!hold) {
    return [`${id}: a hold that was acknowledged is lost`]
  }
  const given = answer.items ?? []
  const faults: string[] = []
  if (list(given) !== list(hold.items)) {
    faults.push(`${id}: other items were acknowledged than are held`)
  }
  const wanted = entry.items.map((item, i) => ({
    resource_id: item.resource_id ?? (given[i]?.resource_id as string),
    dates: item.dates ?? [],
    quantity: item.quantity ?? 1,
  }))
  if (list(wanted) !== list(given)) {
    faults.push(`${id}: other items were given than asked for`)
  }
  return faults
}

function list(items: GivenItem[]): string {
  return items
    .map((i) => `${i.resource_id} ${i.dates.join()} ${i.quantity}`)
    .sort()
    .join("; ")
}

/** One hold for a key, of one body; and none whose key nobody used. */
function keysHold(placings: Placing[], final: Final): string[] {
  const holdOf = new Map(final.holds.map((hold) => [hold.key, hold.id]))
  const bodyOf = new Map<string, string>()
  const used = new Set(placings.map((entry) => entry.key))
  const faults = final.holds
    .filter((hold) => !used.has(hold.key))
    .map((hold) => `${hold.id}: nobody asked for it`)
  if (holdOf.size !== final.holds.length) {
    faults.push("two holds share a key")
  }
  for (const { id, key, items, outcome, answer } of placings) {
    if (outcome !== "ok") {
      continue
    }
    const body = JSON.stringify(items)
    if (holdOf.get(key) !== answer.hold_id) {
      faults.push(`${id}: the key has another hold`)
    }
    if ((bodyOf.get(key) ?? body) !== body) {
      faults.push(`${id}: two bodies were accepted for one key`)
    }
    bodyOf.set(key, body)
  }
  return faults
}
