import type { CalendarDate } from "./calendar"
import type { Demand } from "./facts"

/** A member of a group that has room for a whole stay. */
export type Candidate = {
  resource_id: string
  /** Free units on each date of the stay, in the stay's order. */
  free: number[]
  /** Dates free directly before and after the stay, up to the search's bound. */
  gap_before: number
  gap_after: number
}

/** "Any `quantity` units of this group on these dates." */
export type GroupRequest = {
  dates: CalendarDate[]
  quantity: number
  candidates: Candidate[]
}

export type Choice = { resource_id: string; quantity: number }

/** A search that takes longer than this is hopeless or hostile. */
const MAX_STEPS = 50_000

/**
 * Picks members for all group items of one hold together, each unit for its
 * whole stay on one resource. Best fit: a stay goes where it leaves the least
 * free around it, so that the longest gaps stay whole for longer stays; among
 * equals by id, so that the choice is the same in every process. Where the
 * first choices leave nothing for a later item, others are tried.
 *
 * @param taken what the hold's other items want of the same resources
 * @returns the choices of each request, or null when there is no assignment
 */
export function chooseMembers(
  requests: GroupRequest[],
  taken: Demand[] = []
): Choice[][] | null {
  if (isHopeless(requests, taken)) {
    return null
  }
  const search = new Search(taken)
  const scarceFirst = requests
    .map((request, index) => ({ ...request, index }))
    .sort((a, b) => slack(a) - slack(b))
  const found = search.place(scarceFirst, 0)
  return found ? requests.map((_, i) => search.choices[i] ?? []) : null
}

type IndexedRequest = GroupRequest & { index: number }

/** A candidate, with the units that it has left for a request. */
type Option = { resource_id: string; room: number; rest: number }

class Search {
  readonly choices: Choice[][] = []
  private readonly used = new Map<string, number>()
  private steps = 0

  constructor(taken: Demand[]) {
    for (const demand of taken) {
      this.use(demand.resource_id, demand.dates, demand.quantity)
    }
  }

  place(requests: IndexedRequest[], from: number): boolean {
    const request = requests[from]
    if (!request) {
      return true
    }
    this.choices[request.index] = []
    const options = this.optionsOf(request)
    return this.spread(request, options, 0, request.quantity, () =>
      this.place(requests, from + 1)
    )
  }

  /** The candidates by fit, with what each and all after it have left. */
  private optionsOf({ dates, candidates }: GroupRequest): Option[] {
    const options: Option[] = []
    let rest = 0
    for (const candidate of [...candidates].sort(bestFit).reverse()) {
      const room = this.room(dates, candidate)
      rest += room
      options.push({ resource_id: candidate.resource_id, room, rest })
    }
    return options.reverse()
  }

  /** Gives `missing` units to the options from the `at`th on. */
  private spread(
    request: IndexedRequest,
    options: Option[],
    at: number,
    missing: number,
    next: () => boolean
  ): boolean {
    if (missing === 0) {
      return next()
    }
    const option = options[at]
    if (!option || option.rest < missing || ++this.steps > MAX_STEPS) {
      return false
    }
    const { resource_id } = option
    const most = Math.min(missing, option.room)
    const choices = this.choices[request.index] as Choice[]
    for (let units = most; units >= 0; units--) {
      if (units > 0) {
        this.use(resource_id, request.dates, units)
        choices.push({ resource_id, quantity: units })
      }
      if (this.spread(request, options, at + 1, missing - units, next)) {
        return true
      }
      if (units > 0) {
        this.use(resource_id, request.dates, -units)
        choices.pop()
      }
    }
    return false
  }

  private room(dates: CalendarDate[], candidate: Candidate): number {
    const left = dates.map(
      (date, i) =>
        (candidate.free[i] ?? 0) -
        (this.used.get(`${candidate.resource_id} ${date}`) ?? 0)
    )
    return Math.max(0, Math.min(...left))
  }

  private use(resourceId: string, dates: CalendarDate[], units: number): void {
    for (const date of dates) {
      const key = `${resourceId} ${date}`
      this.used.set(key, (this.used.get(key) ?? 0) + units)
    }
  }
}

function bestFit(a: Candidate, b: Candidate): number {
  return (
    a.gap_before + a.gap_after - (b.gap_before + b.gap_after) ||
    (a.resource_id < b.resource_id ? -1 : 1)
  )
}

/**
 * True when on some date all requests together want more than there is: then
 * there is no use in searching.
 */
function isHopeless(requests: GroupRequest[], taken: Demand[]): boolean {
  const free = new Map<string, number>()
  const short = new Map<CalendarDate, number>()
  for (const { dates, quantity, candidates } of requests) {
    dates.forEach((date, i) => {
      short.set(date, (short.get(date) ?? 0) + quantity)
      for (const candidate of candidates) {
        free.set(`${date} ${candidate.resource_id}`, candidate.free[i] ?? 0)
      }
    })
  }
  for (const { resource_id, dates, quantity } of taken) {
    for (const date of dates) {
      const key = `${date} ${resource_id}`
      free.set(key, Math.max(0, (free.get(key) ?? 0) - quantity))
    }
  }
  for (const [key, units] of free) {
    const date = key.slice(0, key.indexOf(" "))
    short.set(date, (short.get(date) ?? 0) - units)
  }
  return [...short.values()].some((units) => units > 0)
}

function slack(request: GroupRequest): number {
  const units = request.candidates.map((c) => Math.min(...c.free))
  return units.reduce((a, b) => a + b, 0) - request.quantity
}
