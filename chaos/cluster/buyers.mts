import { randomUUID } from "node:crypto"
import { setTimeout as rest } from "node:timers/promises"

import type { Answer } from "../../integration-tests/helpers/http.js"
import type { Shop } from "./shop.mjs"

const TRIES = 60
const RETRY_MS = 500
const STORE = "/store/resource-booking"

/** What the shop has promised somebody, in so many words. */
export type Promised = {
  holds: { id: string; resource_id: string; dates: string[] }[]
  orders: { id: string; resource_id: string; date: string }[]
}

/** How the requests of one act went. */
export type Tally = {
  requests: number
  accepted: number
  refused: number
  /** 502, 503 and 504, and connections that broke: all tried again. */
  unavailable: number
  /** Medusa's own routes may say 500 where ours say 503: tried again as well. */
  medusas: number
  /** Any other answer: a defect of ours. */
  defects: string[]
  slowestMs: number
  /** The longest that no request at all was accepted. */
  darkMs: number
}

/**
 * What somebody does over and over: look, hold and release, which is ours
 * alone, or buy, from an empty cart to the order, which is Medusa's as well.
 */
export type Wish = "hold" | "buy"

/**
 * Buyers of one wish, through the proxy, until they are told to stop. As
 * deploying.md says, what is answered with 503 or not at all is tried again
 * with the same key.
 */
export class Buyers {
  private tally = emptyTally()
  private lastAccepted = performance.now()
  private stopped = false
  private readonly running: Promise<void>[]

  constructor(
    private readonly shop: Shop,
    private readonly promised: Promised,
    private readonly wish: Wish,
    howMany: number
  ) {
    this.running = Array.from({ length: howMany }, () => this.live())
  }

  /** The requests since the last time, and begins to count anew. */
  take(): Tally {
    const tally = this.tally
    this.tally = emptyTally()
    return tally
  }

  /** Resolves once a request is accepted that was sent from now on. */
  async served(): Promise<void> {
    const from = performance.now()
    while (this.lastAccepted <= from + 1) {
      await rest(50)
    }
  }

  async stop(): Promise<void> {
    this.stopped = true
    await Promise.all(this.running)
  }

  private async live(): Promise<void> {
    while (!this.stopped) {
      if (this.wish === "buy") {
        await this.buy()
      } else if (Math.random() < 0.6) {
        await this.hold()
      } else {
        await this.look()
      }
    }
  }

  private async hold(): Promise<void> {
    const { resource_id } = one(this.shop.offers)
    const first = Math.floor(Math.random() * this.shop.dates.length)
    const dates = this.shop.dates.slice(first, first + 1 + (first % 3))
    const answer = await this.send("/holds", {
      items: [{ resource_id, dates }],
    })
    if (answer?.status !== 201 && answer?.status !== 200) {
      return
    }
    const { hold, token } = answer.body
    this.promised.holds.push({ id: hold.id, resource_id, dates })
    if (Math.random() < 0.5) {
      const client = this.shop.anyone.with({ "x-booking-hold-token": token })
      const path = `${STORE}/holds/${hold.id}`
      await this.tried(path, () => client.delete(path))
    }
  }

  private async look(): Promise<void> {
    const { resource_id } = one(this.shop.offers)
    const query = {
      start_date: this.shop.dates[0],
      end_date: this.shop.dates.at(-1),
    }
    const path = `${STORE}/availability`
    await this.tried(path, () =>
      this.shop.anyone.get(path, { resource_id, ...query })
    )
    const search = `${STORE}/resources`
    await this.tried(search, () => this.shop.anyone.get(search, query))
  }

  /** From nothing to the order. */
  private async buy(): Promise<void> {
    const { anyone, region_id } = this.shop
    const { resource_id, variant_id } = one(this.shop.offers)
    const date = one(this.shop.dates)
    const cart = await this.post("/store/carts", { region_id })
    const cart_id = cart?.body.cart?.id
    if (!cart_id) {
      return
    }
    const items = [{ resource_id, dates: [date] }]
    const booked = await this.send(`/carts/${cart_id}/bookings`, {
      ...{ variant_id, items },
    })
    if (booked?.status !== 201 && booked?.status !== 200) {
      return
    }
    await this.post(`/store/carts/${cart_id}`, { email: "buyer@example.com" })
    const made = await this.post("/store/payment-collections", { cart_id })
    const collection = made?.body.payment_collection?.id
    if (!collection) {
      return
    }
    const path = `/store/payment-collections/${collection}/payment-sessions`
    await this.post(path, { provider_id: "pp_system_default" })
    const last = `/store/carts/${cart_id}/complete`
    const done = await this.tried(last, () => anyone.post(last))
    if (done?.body?.type === "order") {
      const id = done.body.order?.id ?? `none, of ${cart_id}`
      this.promised.orders.push({ id, resource_id, date })
    }
  }

  private post(path: string, body: object): Promise<Answer | null> {
    return this.tried(path, () => this.shop.anyone.post(path, body))
  }

  /** A request of ours, with a key that stays the same. */
  private send(path: string, body: object): Promise<Answer | null> {
    const headers = { "idempotency-key": randomUUID() }
    return this.tried(STORE, () =>
      this.shop.anyone.post(`${STORE}${path}`, body, headers)
    )
  }

  /** @returns null when it was never answered as it should be */
  private async tried(
    path: string,
    call: () => Promise<Answer>
  ): Promise<Answer | null> {
    for (let n = 0; n < TRIES && !this.stopped; n++) {
      const began = performance.now()
      const answer = await call().catch(() => null)
      if (!this.isFailure(path, answer, performance.now() - began)) {
        return answer
      }
      await rest(RETRY_MS * (0.5 + Math.random()))
    }
    return null
  }

  /** Counts an answer, and says whether to ask again. */
  private isFailure(path: string, answer: Answer | null, ms: number): boolean {
    const { tally } = this
    tally.requests++
    tally.slowestMs = Math.max(tally.slowestMs, ms)
    if (!answer || UNAVAILABLE.includes(answer.status)) {
      tally.unavailable++
      return true
    }
    if (answer.status >= 500) {
      const said = JSON.stringify(answer.body).slice(0, 200)
      if (path.startsWith(STORE)) {
        tally.defects.push(`${path}: ${answer.status} ${said}`)
      }
      tally.medusas++
      return true
    }
    if (answer.status >= 300) {
      tally.refused++
      return false
    }
    const now = performance.now()
    tally.accepted++
    tally.darkMs = Math.max(tally.darkMs, now - this.lastAccepted)
    this.lastAccepted = now
    return false
  }
}

/** What a proxy and our routes say when there is nobody, or no time. */
const UNAVAILABLE = [502, 503, 504]

function emptyTally(): Tally {
  return {
    ...{ requests: 0, accepted: 0, refused: 0, unavailable: 0, medusas: 0 },
    ...{ defects: [], slowestMs: 0, darkMs: 0 },
  }
}

function one<T>(of: T[]): T {
  return of[Math.floor(Math.random() * of.length)] as T
}
