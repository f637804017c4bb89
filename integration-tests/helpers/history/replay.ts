import type { LoggedItem, LogRow } from "./log"

/** What the log does not say. */
export type Known = {
  /** When a release or a cancellation was certainly in force. */
  released: Map<string, number>
  canceled: Map<string, number>
  /**
   * When a hold was decided on: others that were decided in the same
   * transaction saw it from then on, before it was written.
   */
  decided: Map<string, number>
}

/**
 * Units of a resource on dates, from the moment they may have counted to the
 * moment from which they certainly did not: never shorter than in truth.
 */
export type Stay = {
  item_id: string
  resource_id: string
  dates: string[]
  quantity: number
  from: number
  to: number
}

export type HoldState = {
  status: "active" | "confirmed" | "released" | "expired"
  expires_at: number
  first_end: number
  items: LoggedItem[]
  stays: Stay[]
}

type Allocation = { hold_id: string; status: string; stay: Stay | undefined }

/** A transaction that has written its log is committed or gone by then. */
const COMMITTED_WITHIN_MS = 10_000

/**
 * Goes through the log in the order in which the locks were held, and checks
 * that every step was a legal one. No search is needed: the order is known.
 */
export class Replay {
  readonly violations: string[] = []
  readonly holds = new Map<string, HoldState>()
  readonly allocations = new Map<string, Allocation>()
  /** By resource and date: who has how many units there. */
  private readonly taken = new Map<string, Map<string, Claim>>()

  constructor(
    private readonly capacity: number,
    private readonly known: Known
  ) {}

  apply(row: LogRow): void {
    const hold = this.holds.get(row.hold_id)
    if (row.operation === "hold.placed") {
      this.place(row, hold)
      return
    }
    if (!hold) {
      this.fault(row, "of a hold that nobody placed")
      return
    }
    switch (row.operation) {
      case "hold.extended":
        return this.extend(row, hold)
      case "hold.expired":
        return this.expire(row, hold)
      case "hold.released":
        return this.release(row, hold)
      case "hold.taken_again":
        return this.takeAgain(row, hold)
      case "hold.confirmed":
        return this.confirm(row, hold)
      case "allocation.created":
        return this.allocate(row, hold)
      case "allocation.canceled":
        return this.cancel(row)
    }
  }

  private place(row: LogRow, placed: HoldState | undefined): void {
    if (placed) {
      this.fault(row, "a second time")
    }
    const items = row.after?.items ?? []
    const expires_at = moment(row.after?.expires_at)
    const from = this.known.decided.get(row.hold_id) ?? row.at
    const hold: HoldState = {
      ...{ status: "active", expires_at, first_end: expires_at, items },
      stays: items.map((item) => stayOf(item, from, expires_at)),
    }
    this.holds.set(row.hold_id, hold)
    this.claim(row, hold)
  }

  private extend(row: LogRow, hold: HoldState): void {
    this.expect(row, hold, ["active"])
    if (moment(row.before?.expires_at) !== hold.expires_at) {
      this.fault(row, "from an end that it did not have")
    }
    this.prolong(row, hold)
  }

  private expire(row: LogRow, hold: HoldState): void {
    this.expect(row, hold, ["active"])
    if (hold.expires_at > row.at) {
      this.fault(row, "before its end")
    }
    hold.status = "expired"
    this.free(hold.items)
  }

  private release(row: LogRow, hold: HoldState): void {
    this.expect(row, hold, ["active"])
    hold.status = "released"
    this.free(hold.items)
    const free = this.known.released.get(row.hold_id)
    end(hold.stays, free ?? row.at + COMMITTED_WITHIN_MS)
  }

  private takeAgain(row: LogRow, hold: HoldState): void {
    this.expect(row, hold, ["active", "expired"])
    if (hold.expires_at > row.at) {
      this.fault(row, "while it lived")
    }
    hold.status = "active"
    hold.expires_at = moment(row.after?.expires_at)
    hold.stays.push(
      ...hold.items.map((item) => stayOf(item, row.at, hold.expires_at))
    )
    this.claim(row, hold)
  }

  private confirm(row: LogRow, hold: HoldState): void {
    this.expect(row, hold, ["active"])
    hold.status = "confirmed"
  }

  private allocate(row: LogRow, hold: HoldState): void {
    this.expect(row, hold, ["confirmed"])
    const id = row.allocation_id as string
    if (this.allocations.has(id)) {
      this.fault(row, "a second time")
    }
    const item = hold.items.find(
      (i) => sameStay(i, row.after) && this.heldBy(i) === row.hold_id
    )
    if (!item) {
      this.fault(row, "of what the hold did not have")
      return
    }
    // By the item: a hold may have two of the same stay.
    const stay = hold.stays.filter((s) => s.item_id === item.id).pop()
    end(stay ? [stay] : [], Infinity, true)
    this.allocations.set(id, { ...row, status: "confirmed", stay })
    this.free([item])
    this.add(id, item, Infinity)
    this.count(row, [item])
  }

  private cancel(row: LogRow): void {
    const id = row.allocation_id as string
    const allocation = this.allocations.get(id)
    if (allocation?.status !== "confirmed") {
      this.fault(row, `of a ${allocation?.status ?? "missing"} allocation`)
      return
    }
    allocation.status = "canceled"
    const free = this.known.canceled.get(id)
    const to = free ?? row.at + COMMITTED_WITHIN_MS
    const { stay } = allocation
    if (stay) {
      end([stay], to)
      for (const date of stay.dates) {
        this.at(stay.resource_id, date).delete(id)
      }
    }
  }

  private prolong(row: LogRow, hold: HoldState): void {
    hold.expires_at = moment(row.after?.expires_at)
    end(hold.stays.slice(-hold.items.length), hold.expires_at, true)
    this.claim(row, hold)
  }

  private claim(row: LogRow, hold: HoldState): void {
    for (const item of hold.items) {
      this.add(item.id, item, hold.expires_at, row.hold_id)
    }
    this.count(row, hold.items)
  }

  private add(
    id: string,
    item: LoggedItem,
    until: number,
    hold_id?: string
  ): void {
    const { quantity } = item
    for (const date of item.dates) {
      this.at(item.resource_id, date).set(id, { quantity, until, hold_id })
    }
  }

  private free(items: LoggedItem[]): void {
    for (const item of items) {
      item.dates.forEach((date) =>
        this.at(item.resource_id, date).delete(item.id)
      )
    }
  }

  private heldBy(item: LoggedItem): string | undefined {
    const [date = ""] = item.dates
    return this.at(item.resource_id, date).get(item.id)?.hold_id
  }

  /** The promise itself, at this point of the log. */
  private count(row: LogRow, items: LoggedItem[]): void {
    for (const { resource_id, dates } of items) {
      for (const date of dates) {
        let units = 0
        for (const claim of this.at(resource_id, date).values()) {
          units += claim.until > row.at ? claim.quantity : 0
        }
        if (units > this.capacity) {
          this.fault(row, `makes ${units} of ${this.capacity} on ${date}`)
        }
      }
    }
  }

  private at(resourceId: string, date: string): Map<string, Claim> {
    const key = `${resourceId} ${date}`
    const known = this.taken.get(key) ?? new Map<string, Claim>()
    this.taken.set(key, known)
    return known
  }

  private expect(
    row: LogRow,
    hold: HoldState,
    statuses: HoldState["status"][]
  ): void {
    if (!statuses.includes(hold.status)) {
      this.fault(row, `of a ${hold.status} hold`)
    }
  }

  private fault(row: LogRow, what: string): void {
    this.violations.push(`${row.seq} ${row.operation} ${row.hold_id}: ${what}`)
  }
}

/** `until`: the hold's end; what an allocation has, it keeps. */
type Claim = { quantity: number; until: number; hold_id: string | undefined }

function stayOf(item: LoggedItem, from: number, to: number): Stay {
  const { id, resource_id, dates, quantity } = item
  return { item_id: id, resource_id, dates, quantity, from, to }
}

function moment(iso: string | undefined): number {
  return Date.parse(iso ?? "")
}

/** Sets when stays stop to count: earlier, or with `later` also later. */
function end(stays: Stay[], at: number, later = false): void {
  for (const stay of stays) {
    stay.to = later ? at : Math.min(stay.to, at)
  }
}

function sameStay(
  a: { resource_id?: string; dates?: string[]; quantity?: number } | null,
  b: { resource_id?: string; dates?: string[]; quantity?: number } | null
): boolean {
  return (
    a?.resource_id === b?.resource_id &&
    a?.quantity === b?.quantity &&
    String(a?.dates) === String(b?.dates)
  )
}
