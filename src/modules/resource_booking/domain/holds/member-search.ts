import type { Demand } from "../shared/facts"
import type { Candidate, Choice, GroupRequest } from "./group-request"
import { canShare, type Share } from "./share-units"

/**
 * A search that has looked at so many dates of members is hopeless or hostile:
 * some hundredths of a second, in which nobody else is answered.
 */
const MAX_WORK = 150_000

/** A request, with its dates and members by number. */
type Open = {
  index: number
  quantity: number
  dates: number[]
  /** By fit, the best first. */
  members: number[]
  /** By member: its free units on each of the dates. */
  free: Map<number, number[]>
}

/** A member, with the units that it, and that it and all after it, have left. */
type Room = { member: number; units: number; rest: number }

/** How far a request has been given its units. */
type Spread = {
  request: Open
  others: Open[]
  rooms: Room[]
  /** By room: the one before it that is alike, or -1. */
  alike: number[]
  /** By room: the units that were taken of it. */
  given: number[]
}

/**
 * `first`: each request takes the best that is left, scarce ones first. That
 * does for nearly all, and where it does not, nothing is tried instead.
 *
 * `all`: everything is tried, until something does. Before each step, what is
 * still wanted on each date must be there at the same time; of members that are
 * alike, the first is tried; and what can be had in the fewest ways comes first.
 */
export class MemberSearch {
  private readonly choices: Choice[][]
  private readonly ids: string[]
  private readonly open: Open[]
  /** By date, by member: the units that are used. */
  private readonly used: number[][]
  private work = 0

  constructor(
    requests: GroupRequest[],
    taken: Demand[],
    private readonly tries: "first" | "all"
  ) {
    const members = new Numbers()
    const dates = new Numbers()
    this.choices = requests.map(() => [])
    this.open = requests.map(({ quantity, ...request }, index) => {
      const candidates = [...request.candidates].sort(bestFit)
      const of = (one: Candidate) => members.of(one.resource_id)
      return {
        ...{ index, quantity, members: candidates.map(of) },
        dates: request.dates.map((date) => dates.of(date)),
        free: new Map(candidates.map((one) => [of(one), one.free])),
      }
    })
    this.ids = members.names()
    this.used = dates.names().map(() => this.ids.map(() => 0))
    for (const { resource_id, dates: on, quantity } of taken) {
      const known = on.filter((date) => dates.has(date))
      const numbers = known.map((date) => dates.of(date))
      if (members.has(resource_id)) {
        this.use(members.of(resource_id), numbers, quantity)
      }
    }
  }

  /** @returns null when there is no way, or none was found in time */
  run(): Choice[][] | null {
    return this.place(this.scarceFirst(this.open)) ? this.choices : null
  }

  private place(requests: Open[]): boolean {
    const all = this.tries === "all"
    const [request, ...others] = all ? this.scarceFirst(requests) : requests
    if (!request) {
      return true
    }
    this.choices[request.index] = []
    const rooms = this.roomsFor(request)
    const alike = all ? this.alike(rooms, [request, ...others]) : []
    const spread = { request, others, rooms, alike, given: [] }
    return this.take(spread, 0, request.quantity)
  }

  /** Gives `missing` units from the rooms from the `at`th on. */
  private take(spread: Spread, at: number, missing: number): boolean {
    if (missing === 0) {
      return this.place(spread.others)
    }
    const room = spread.rooms[at]
    if (!room || room.rest < missing) {
      return false
    }
    const most = Math.min(missing, room.units)
    if (this.tries === "first") {
      return this.takeFrom(spread, at, missing, most)
    }
    if (this.isDeadEnd(spread, at, missing)) {
      return false
    }
    const twin = spread.alike[at] ?? -1
    const bound = twin < 0 ? most : Math.min(most, spread.given[twin] ?? 0)
    for (let units = bound; units >= 0; units--) {
      if (this.takeFrom(spread, at, missing, units)) {
        return true
      }
    }
    return false
  }

  private takeFrom(
    spread: Spread,
    at: number,
    missing: number,
    units: number
  ): boolean {
    const { dates, index } = spread.request
    const { member } = spread.rooms[at] as Room
    const choices = this.choices[index] as Choice[]
    spread.given[at] = units
    if (units > 0) {
      this.use(member, dates, units)
      choices.push({ resource_id: this.ids[member] as string, quantity: units })
    }
    if (this.take(spread, at + 1, missing - units)) {
      return true
    }
    if (units > 0) {
      this.use(member, dates, -units)
      choices.pop()
    }
    return false
  }

  /** True when on some date not all that is missing can be had together. */
  private isDeadEnd(spread: Spread, at: number, missing: number): boolean {
    const { request, others } = spread
    const wanted = [
      { request, units: missing, rooms: spread.rooms.slice(at) },
      ...others.map((other) => ({
        request: other,
        units: other.quantity,
        rooms: this.roomsFor(other),
      })),
    ].map(({ request: { dates, free }, units, rooms }) => {
      const from = new Map(rooms.map((room) => [room.member, room.units]))
      return { dates, free, share: { units, from } }
    })
    if (this.work > MAX_WORK) {
      return true
    }
    const dates = new Set(wanted.flatMap((one) => one.dates))
    return [...dates].some((date) => {
      const shares: Share[] = []
      const left = new Map<number, number>()
      for (const one of wanted) {
        const position = one.dates.indexOf(date)
        if (position >= 0) {
          shares.push(one.share)
          for (const member of one.share.from.keys()) {
            left.set(member, this.left(one, member, position))
          }
        }
      }
      this.work += left.size
      return !canShare(shares, left)
    })
  }

  /** The members that have room for a request, and how much. */
  private roomsFor({ dates, members, free }: Open): Room[] {
    const rooms: Room[] = []
    let rest = 0
    for (const member of [...members].reverse()) {
      const left = dates.map((_, i) => this.left({ dates, free }, member, i))
      const units = Math.max(0, Math.min(...left))
      rest += units
      if (units > 0) {
        rooms.push({ member, units, rest })
      }
    }
    this.work += dates.length * members.length
    return rooms.reverse()
  }

  private scarceFirst(requests: Open[]): Open[] {
    if (requests.length < 2) {
      return requests
    }
    const slack = new Map(
      requests.map((one) => {
        const [first] = this.roomsFor(one)
        return [one.index, (first?.rest ?? 0) - one.quantity]
      })
    )
    return [...requests].sort(
      (a, b) => (slack.get(a.index) ?? 0) - (slack.get(b.index) ?? 0)
    )
  }

  /** Alike: the same units left for whatever is still wanted. */
  private alike(rooms: Room[], requests: Open[]): number[] {
    const last = new Map<string, number>()
    return rooms.map(({ member }, i) => {
      const left = requests.map((one) =>
        one.free.has(member)
          ? one.dates.map((_, n) => this.left(one, member, n))
          : []
      )
      const key = JSON.stringify(left)
      const twin = last.get(key) ?? -1
      last.set(key, i)
      return twin
    })
  }

  /** What a member has left on the `n`th of a request's dates. */
  private left(
    { dates, free }: Pick<Open, "dates" | "free">,
    member: number,
    n: number
  ): number {
    const used = this.used[dates[n] as number]?.[member] ?? 0
    return (free.get(member)?.[n] ?? 0) - used
  }

  private use(member: number, dates: number[], units: number): void {
    for (const date of dates) {
      const used = this.used[date] as number[]
      used[member] = (used[member] ?? 0) + units
    }
  }
}

/** Numbers for names, from 0 on, as they come. */
class Numbers {
  private readonly known = new Map<string, number>()

  of(name: string): number {
    const number = this.known.get(name) ?? this.known.size
    this.known.set(name, number)
    return number
  }

  has(name: string): boolean {
    return this.known.has(name)
  }

  names(): string[] {
    return [...this.known.keys()]
  }
}

function bestFit(a: Candidate, b: Candidate): number {
  return (
    a.gap_before + a.gap_after - (b.gap_before + b.gap_after) ||
    (a.resource_id < b.resource_id ? -1 : 1)
  )
}
