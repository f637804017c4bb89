import { randomUUID } from "node:crypto"

import type { Card } from "../helpers/bank"
import {
  book,
  complete,
  createCart,
  createRegions,
  createVariant,
  openBankPayment,
} from "../helpers/checkout"
import type { Answer } from "../helpers/http"
import { expectStatus, type Shop, STORE } from "../helpers/http-shop"
import { openTour, order, type Tour } from "../helpers/purchase"
import { day } from "../helpers/world"
import type { Scenario } from "./fail-points"

export const PRICE = 60
export const [MON, TUE] = [day(30), day(31)]

/** What a scenario is played with. */
export type Scene = {
  scenario: Scenario
  tour: Tour
  cart_id: string
  /** What the bank calls its payment; null where nothing is paid. */
  payment: string | null
  /** Of everything in it. */
  ids: string[]
  /** Its answer never comes. */
  act: (url: string) => Promise<Answer>
}

/** Prepares scenes on a server that is not killed. */
export class Stage {
  private constructor(
    private readonly shop: Shop,
    private readonly region: string
  ) {}

  static async open(shop: Shop): Promise<Stage> {
    const { au } = await createRegions(shop)
    return new Stage(shop, au)
  }

  async prepare(scenario: Scenario): Promise<Scene> {
    const { shop } = this
    const variant = await createVariant(shop, { aud: PRICE })
    const tour = await openTour(shop, variant)
    const cart_id = await createCart(shop.anyone, this.region)
    const ids = [cart_id, variant.id]
    const scene = { scenario, tour, cart_id, ids, payment: null }
    const key = { "idempotency-key": randomUUID() }
    const at = (url: string) => shop.anyone.at(url).with(key)
    const lines = `${STORE}/carts/${cart_id}/bookings`
    switch (scenario.flow) {
      case "add":
        return {
          ...scene,
          act: (url) => at(url).post(lines, tour.wish(MON)),
        }
      case "change": {
        const line = `${lines}/${await this.booked(scene)}`
        const { items } = tour.wish(MON, TUE)
        return { ...scene, act: (url) => at(url).post(line, { items }) }
      }
      case "bring": {
        const { items, variant_id } = tour.wish(MON)
        const { hold, token } = await this.shop.placeHold({ items })
        ids.push(hold.id)
        const bearer = (url: string) =>
          at(url).with({ "x-booking-hold-token": token })
        const brought = { variant_id, hold_id: hold.id }
        return { ...scene, act: (url) => bearer(url).post(lines, brought) }
      }
      case "remove": {
        const line = `${lines}/${await this.booked(scene)}`
        return { ...scene, act: (url) => at(url).delete(line) }
      }
      case "complete": {
        await this.booked(scene)
        const card = scenario.point === null ? "fatal" : "auto"
        const payment = await this.payable(scene, card)
        return { ...scene, payment, act: (url) => complete(at(url), cart_id) }
      }
      case "cancel": {
        await this.booked(scene)
        const payment = await this.payable(scene, "good")
        const id = await order(shop, cart_id)
        ids.push(id)
        const path = `/admin/orders/${id}/cancel`
        const staff = (url: string) => shop.admin.client.at(url)
        return { ...scene, payment, act: (url) => staff(url).post(path) }
      }
    }
  }

  /** @returns the line's id */
  private async booked({ cart_id, tour, ids }: Made): Promise<string> {
    const answer = await book(this.shop.anyone, cart_id, tour.wish(MON))
    const { cart, hold } = expectStatus(201, answer).body
    ids.push(hold.id, cart.items[0].id)
    return cart.items[0].id
  }

  /** @returns what the bank calls the payment */
  private async payable({ cart_id, ids }: Made, card: Card): Promise<string> {
    const { anyone, database } = this.shop
    const payment = await openBankPayment(anyone, cart_id, card)
    const { rows } = await database.query<{ id: string }>(
      `select id from payment_session where data ->> 'payment' = $1`,
      [payment]
    )
    ids.push(...rows.map(({ id }) => id))
    return payment
  }
}

type Made = Pick<Scene, "cart_id" | "tour" | "ids">

/** What is there of a scene. */
export type State = {
  orders: string[]
  /** Taken or reserved by the bank. */
  charged: number
  /** Dates that an order has. */
  sold: string[]
  /** Dates that can't be had, sold or held. */
  closed: string[]
}

export async function stateOf(shop: Shop, scene: Scene): Promise<State> {
  const { tour, payment } = scene
  const { rows } = await shop.bookings.listAllocations({
    resource_id: tour.resource_id,
    status: "confirmed",
  })
  const { dates } = await shop.bookings.readAvailability({
    resource_id: tour.resource_id,
    start_date: MON,
    end_date: TUE,
  })
  const { bank } = shop
  return {
    orders: await ordersOf(shop, tour),
    charged: payment ? bank.taken(payment) + bank.reserved(payment) : 0,
    sold: rows.flatMap((allocation) => allocation.dates),
    closed: dates.filter((d) => !d.is_available).map(({ date }) => date),
  }
}

/** Orders that are not canceled and have a line for what the scene sells. */
async function ordersOf(shop: Shop, tour: Tour): Promise<string[]> {
  const { rows } = await shop.database.query<{ id: string }>(
    `select distinct o.id from "order" o
      join order_item i on i.order_id = o.id
      join order_line_item l on l.id = i.item_id
      join booking_hold h on h.id = l.metadata -> 'resource_booking' ->> 'hold_id'
      join booking_hold_item b on b.hold_id = h.id
      where b.resource_id = $1 and o.deleted_at is null
        and o.status <> 'canceled'`,
    [tour.resource_id]
  )
  return rows.map(({ id }) => id)
}
