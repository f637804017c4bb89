import type { Entry } from "./journal"
import type { Stay } from "./replay"
import type { Stage } from "./stage"

/** Clocks of two programs on one machine differ by less. */
const SLACK_MS = 5

type Wanted = { resource_id: string; dates: string[]; quantity: number }

/**
 * Finds refusals that were wrong: "sold out" though there was room from before
 * the question until after the answer.
 */
export class Room {
  private readonly stays = new Map<string, Stay[]>()

  constructor(
    private readonly stage: Stage,
    all: Iterable<Stay>
  ) {
    for (const stay of all) {
      for (const date of stay.dates) {
        const key = `${stay.resource_id} ${date}`
        const known = this.stays.get(key) ?? []
        known.push(stay)
        this.stays.set(key, known)
      }
    }
    for (const known of this.stays.values()) {
      known.sort((a, b) => a.from - b.from)
    }
  }

  /** Whether what was asked for was free all the time of the asking. */
  wasThere(entry: Entry & { kind: "place" }): boolean {
    return this.waysToFulfill(entry).some((wanted) =>
      this.isFree(wanted, entry.from - SLACK_MS, (entry.to ?? 0) + SLACK_MS)
    )
  }

  /** The certain items a request comes to: one way for each member of a group. */
  private waysToFulfill({ items }: Entry & { kind: "place" }): Wanted[][] {
    const [first] = items
    if (first?.group_id) {
      return this.stage.group.members.map((resource_id) => [
        { resource_id, dates: first.dates ?? [], quantity: 1 },
      ])
    }
    return [
      items.map((item) => ({
        resource_id: item.resource_id as string,
        dates: item.dates ?? [],
        quantity: item.quantity ?? 1,
      })),
    ]
  }

  private isFree(wanted: Wanted[], from: number, to: number): boolean {
    const demand = new Map<string, number>()
    for (const { resource_id, dates, quantity } of wanted) {
      for (const date of dates) {
        const key = `${resource_id} ${date}`
        demand.set(key, (demand.get(key) ?? 0) + quantity)
      }
    }
    return [...demand].every(
      ([key, units]) =>
        this.mostTaken(key, from, to) + units <= this.stage.capacity
    )
  }

  /** The most units that may have been taken at any moment in between. */
  private mostTaken(key: string, from: number, to: number): number {
    const inside = between(this.stays.get(key) ?? [], from, to)
    const starts = [from, ...inside.map((s) => s.from).filter((t) => t > from)]
    return Math.max(
      ...starts.map((t) =>
        inside
          .filter((s) => s.from <= t && s.to >= t)
          .reduce((units, s) => units + s.quantity, 0)
      )
    )
  }
}

/** Stays that touch an interval; `sorted` by their beginning. */
function between(sorted: Stay[], from: number, to: number): Stay[] {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] as Stay).from <= to) {
      low = middle + 1
    } else {
      high = middle
    }
  }
  return sorted.slice(0, low).filter((stay) => stay.to >= from)
}
