import {
  ContainerRegistrationKeys,
  MedusaError,
  Modules,
} from "@medusajs/framework/utils"
import { StepResponse } from "@medusajs/framework/workflows-sdk"

import {
  addBookingToCartWorkflow,
  changeBookingInCartWorkflow,
  quoteBookingsWorkflow,
  refreshBookingsWorkflow,
  repriceBookingsWorkflow,
} from "../../../src/workflows"
import { datesInWords } from "../../engine"
import { catchErrors } from "../../helpers/caught-errors"
import {
  book,
  complete,
  createCart,
  createRegions,
  openPayment,
} from "../../helpers/checkout"
import { expectRefusal } from "../../helpers/http-expect"
import { expectStatus, type Shop, STORE } from "../../helpers/http-shop"
import { createTour } from "../../helpers/orders"
import { day } from "../../helpers/world"

const [MON, TUE, WED] = [day(30), day(31), day(32)]
const toCairns = { shipping_address: { country_code: "au", city: "Cairns" } }

type Asked = {
  cart: { id: string }
  variantIds: string[]
  items: { dates: string[]; metadata: Record<string, unknown> }[]
  additional_data?: Record<string, unknown> | null
}

/** What a store's own code does; nothing, unless a test says so. */
type Handlers = {
  validate: (asked: { cart: { id: string } }) => void
  setPricingContext: (asked: Asked) => Record<string, unknown> | undefined
  bookingAdded: (added: object) => void
  bookingChanged: (changed: object) => void
}

/** A hook takes one handler in a process: these ask what the test wants. */
function register(): { now: Partial<Handlers> } {
  const own: { now: Partial<Handlers> } = { now: {} }
  const price = (asked: Asked) =>
    new StepResponse(own.now.setPricingContext?.(asked))
  const add = addBookingToCartWorkflow.hooks
  add.validate((asked) => own.now.validate?.(asked))
  add.setPricingContext(price)
  add.bookingAdded((added) => own.now.bookingAdded?.(added))
  const change = changeBookingInCartWorkflow.hooks
  change.validate((asked) => own.now.validate?.(asked))
  change.setPricingContext(price)
  change.bookingChanged((changed) => own.now.bookingChanged?.(changed))
  for (const { hooks } of [refreshBookingsWorkflow, repriceBookingsWorkflow]) {
    hooks.validate((asked) => own.now.validate?.(asked))
    hooks.setPricingContext(price)
  }
  quoteBookingsWorkflow.hooks.setPricingContext(price)
  return own
}

/** The doors of docs/guides/extending.md. */
export function ownCodeCases(shop: Shop): void {
  let regions: { au: string; us: string }
  let own: { now: Partial<Handlers> }
  beforeAll(async () => {
    regions = await createRegions(shop)
    own = register()
  })
  afterEach(() => {
    own.now = {}
    delete shop.bookings.options.validate_hold
    jest.restoreAllMocks()
  })

  /** 95.50 AUD or 70.25 USD a date; for members of the club 60 or 40. */
  async function clubTour() {
    const tour = await createTour(shop)
    const query = shop.container.resolve(ContainerRegistrationKeys.QUERY)
    const { data } = await query.graph({
      entity: "variant",
      fields: ["price_set.id"],
      filters: { id: tour.variant.id },
    })
    const [variant] = data as unknown as { price_set: { id: string } }[]
    const rules = { club: "yes" }
    await shop.container.resolve(Modules.PRICING).addPrices({
      priceSetId: variant?.price_set.id as string,
      prices: [
        { amount: 60, currency_code: "aud", rules },
        { amount: 40, currency_code: "usd", rules },
      ],
    })
    const wish = (...dates: string[]) => ({
      variant_id: tour.variant.id,
      items: [{ resource_id: tour.resource.id, dates }],
    })
    return { ...tour, wish }
  }

  const cartOf = async (id: string) =>
    expectStatus(200, await shop.anyone.get(`/store/carts/${id}`)).body.cart

  /** What the line costs, and what its hold is sold for. */
  async function prices(cartId: string) {
    const { items } = await cartOf(cartId)
    const holds = await shop.bookings.listLineHolds(cartId)
    return {
      line: items.map((item: { unit_price: number }) => item.unit_price),
      held: holds.map(({ unit_price }) => Number(unit_price)),
    }
  }

  const forTheClub = () => ({ club: "yes" })
  const forbid = (message: string) => () => {
    throw new MedusaError(MedusaError.Types.NOT_ALLOWED, message)
  }

  const change = (cart: string, line: string, body: object) =>
    shop.anyone.post(`${STORE}/carts/${cart}/bookings/${line}`, body)

  describe("a store's setPricingContext", () => {
    it("decides one price for the hold and its line, whatever happens to the cart", async () => {
      const { wish } = await clubTour()
      own.now = { setPricingContext: forTheClub }
      const cart = await createCart(shop.anyone, regions.au)
      const added = await book(shop.anyone, cart, wish(MON, TUE))
      const { hold } = expectStatus(201, added).body
      expect(added.body.cart.total).toBe(120)
      expect(await prices(cart)).toEqual({ line: [120], held: [120] })

      const [line] = (await cartOf(cart)).items
      const items = wish(MON, TUE, WED).items
      const changed = await change(cart, line.id, { items })
      expect(expectStatus(200, changed).body.hold.id).not.toBe(hold.id)
      expect(await prices(cart)).toEqual({ line: [180], held: [180] })

      const path = `/store/carts/${cart}`
      expectStatus(200, await shop.anyone.post(path, toCairns))
      expect(await prices(cart)).toEqual({ line: [180], held: [180] })

      const abroad = { region_id: regions.us }
      expectStatus(200, await shop.anyone.post(path, abroad))
      expect(await prices(cart)).toEqual({ line: [120], held: [120] })

      await shop.expire(changed.body.hold.id)
      await openPayment(shop.anyone, cart)
      const paid = await complete(shop.anyone, cart)
      expect(expectStatus(200, paid).body.order.total).toBe(120)
    })

    it("follows what it answers when the cart's prices are refreshed", async () => {
      const { wish } = await clubTour()
      const cart = await createCart(shop.anyone, regions.au)
      expectStatus(201, await book(shop.anyone, cart, wish(MON)))
      expect(await prices(cart)).toEqual({ line: [95.5], held: [95.5] })
      own.now = { setPricingContext: forTheClub }
      const path = `/store/carts/${cart}`
      expectStatus(200, await shop.anyone.post(path, toCairns))
      expect(await prices(cart)).toEqual({ line: [60], held: [60] })
    })

    it("is told the cart, and what is booked", async () => {
      const { wish, variant } = await clubTour()
      const asked: Asked[] = []
      own.now = { setPricingContext: (one) => void asked.push(one) }
      const cart = await createCart(shop.anyone, regions.au)
      const body = { ...wish(MON, TUE), metadata: { badge: "A7" } }
      expectStatus(201, await book(shop.anyone, cart, body))
      const first = {
        ...{ variant_id: variant.id, line_item_id: null, quantity: 1 },
        ...{ dates: [MON, TUE], charged_dates: 2, price_mode: "per_date" },
        ...{ stay: datesInWords([MON, TUE]), metadata: { badge: "A7" } },
      }
      expect(asked).toEqual([
        {
          cart: expect.objectContaining({ id: cart, currency_code: "aud" }),
          variantIds: [variant.id],
          items: [first],
        },
      ])
      const path = `/store/carts/${cart}`
      expectStatus(200, await shop.anyone.post(path, toCairns))
      const [line] = (await cartOf(cart)).items
      expect(asked.slice(1)).toMatchObject([
        { items: [{ ...first, line_item_id: line.id }] },
      ])
    })
  })

  describe("the option line_title", () => {
    it("names a booking when it is added and when it is changed", async () => {
      const { wish, variant } = await clubTour()
      const asked: object[] = []
      const options = { ...shop.bookings.options }
      options.line_title = (facts) => {
        asked.push(facts)
        return `Booked for ${facts.dates.length} days`
      }
      jest.replaceProperty(shop.bookings, "options", options)
      const cart = await createCart(shop.anyone, regions.au)
      expectStatus(201, await book(shop.anyone, cart, wish(MON, TUE)))
      const [line] = (await cartOf(cart)).items
      expect(line.title).toBe("Booked for 2 days")
      expect(asked).toEqual([
        {
          variant_id: variant.id,
          variant_title: "Usual",
          product_title: expect.stringMatching(/^Tour \d+$/),
          ...{ dates: [MON, TUE], stay: datesInWords([MON, TUE]), quantity: 1 },
        },
      ])
      const items = wish(WED).items
      expectStatus(200, await change(cart, line.id, { items }))
      const [changed] = (await cartOf(cart)).items
      expect(changed.title).toBe("Booked for 1 days")
    })

    it("must return a text: nothing is held without one", async () => {
      const { wish } = await clubTour()
      const options = { ...shop.bookings.options, line_title: () => "" }
      jest.replaceProperty(shop.bookings, "options", options)
      catchErrors(shop)
      const cart = await createCart(shop.anyone, regions.au)
      expectStatus(500, await book(shop.anyone, cart, wish(MON)))
      expect(await shop.bookings.listLineHolds(cart)).toEqual([])
    })
  })

  describe("the option validate_hold (R98)", () => {
    const sorry = "Only members can book this tour."

    it("refuses a hold, a booking and its change, and all stays as it was", async () => {
      const { wish } = await clubTour()
      const cart = await createCart(shop.anyone, regions.au)
      expectStatus(201, await book(shop.anyone, cart, wish(MON)))
      const { items } = await cartOf(cart)
      const before = await shop.state()
      const ways: string[] = []
      shop.bookings.options.validate_hold = ({ way }) => {
        ways.push(way)
        return { message: sorry }
      }
      const refused = [
        await shop.tryHold({ items: wish(TUE).items }),
        await book(shop.anyone, cart, wish(TUE)),
        await change(cart, items[0].id, { items: wish(TUE).items }),
      ]
      for (const answer of refused) {
        expectRefusal(answer, "not_allowed_by_store", sorry, {})
      }
      expect(ways).toEqual(["place", "place", "change"])
      expect(await shop.state()).toEqual(before)
      expect((await cartOf(cart)).items).toEqual(items)
    })

    it("lets a guest log in whose booking the customer may not have", async () => {
      const { wish } = await clubTour()
      const cart = await createCart(shop.anyone, regions.au)
      expectStatus(201, await book(shop.anyone, cart, wish(MON)))
      const ways: string[] = []
      shop.bookings.options.validate_hold = ({ way }) => {
        ways.push(way)
        return way === "adopt" ? { message: sorry } : undefined
      }
      const customer = shop.ann.client
      const path = `/store/carts/${cart}/customer`
      expectStatus(200, await customer.post(path, {}))
      expectStatus(201, await book(customer, cart, wish(TUE)))
      expect(ways).toEqual(expect.arrayContaining(["adopt", "place"]))
    })
  })

  describe("additional_data", () => {
    it("reaches the handlers, of a booking and of its change", async () => {
      const { wish } = await clubTour()
      const told: object[] = []
      const tell = (one: object) => void told.push(one)
      own.now = {
        setPricingContext: ({ additional_data }) => ({
          club: additional_data?.club,
        }),
        ...{ bookingAdded: tell, bookingChanged: tell },
      }
      const cart = await createCart(shop.anyone, regions.au)
      const additional_data = { club: "yes", anything: [1, { else: null }] }
      const body = { ...wish(MON), additional_data }
      expectStatus(201, await book(shop.anyone, cart, body))
      expect(await prices(cart)).toEqual({ line: [60], held: [60] })

      const [line] = (await cartOf(cart)).items
      const { items } = wish(MON, TUE)
      const changes = [{ items }, { items, additional_data }]
      for (const change_ of changes) {
        expectStatus(200, await change(cart, line.id, change_))
      }
      expect(await prices(cart)).toEqual({ line: [120], held: [120] })
      const given = told.map((one) => (one as Asked).additional_data)
      expect(given).toEqual([additional_data, undefined, additional_data])
    })

    it("of a change of the cart reaches them, too", async () => {
      const { wish } = await clubTour()
      own.now = {
        setPricingContext: ({ additional_data }) => ({
          club: additional_data?.club,
        }),
      }
      const cart = await createCart(shop.anyone, regions.au)
      expectStatus(201, await book(shop.anyone, cart, wish(MON)))
      const additional_data = { club: "yes" }
      const path = `/store/carts/${cart}`
      const refreshed = { ...toCairns, additional_data }
      expectStatus(200, await shop.anyone.post(path, refreshed))
      expect(await prices(cart)).toEqual({ line: [60], held: [60] })
      const abroad = { region_id: regions.us, additional_data }
      expectStatus(200, await shop.anyone.post(path, abroad))
      expect(await prices(cart)).toEqual({ line: [40], held: [40] })
    })

    it("is an object; beside it, what is unknown is refused", async () => {
      const { wish } = await clubTour()
      const cart = await createCart(shop.anyone, regions.au)
      for (const more of [{ additional_data: "yes" }, { club: "yes" }]) {
        const answer = await book(shop.anyone, cart, { ...wish(MON), ...more })
        expectRefusal(answer, "invalid_data")
      }
    })
  })

  describe("a store's validate", () => {
    it("refuses a booking before anything is held", async () => {
      const { wish } = await clubTour()
      const cart = await createCart(shop.anyone, regions.au)
      const before = await shop.state()
      own.now = { validate: forbid("Members book by phone.") }
      expect(await book(shop.anyone, cart, wish(MON))).toMatchObject({
        status: 400,
        body: { type: "not_allowed", message: "Members book by phone." },
      })
      expect(await shop.state()).toEqual(before)
      expect((await cartOf(cart)).items).toEqual([])
    })

    it("refuses a change, another region and an address: all stays as it was", async () => {
      const { wish } = await clubTour()
      const cart = await createCart(shop.anyone, regions.au)
      expectStatus(201, await book(shop.anyone, cart, wish(MON)))
      const [line] = (await cartOf(cart)).items
      const holds = await shop.bookings.listLineHolds(cart)
      own.now = { validate: forbid("Please call us.") }
      const path = `/store/carts/${cart}`
      const refused = [
        await change(cart, line.id, { items: wish(TUE).items }),
        await shop.anyone.post(path, { region_id: regions.us }),
        await shop.anyone.post(path, toCairns),
      ]
      for (const answer of refused) {
        expect(answer).toMatchObject({
          status: 400,
          body: { message: "Please call us." },
        })
      }
      own.now = {}
      const { items } = await cartOf(cart)
      expect(items).toMatchObject([{ id: line.id, title: line.title }])
      expect(await shop.bookings.listLineHolds(cart)).toEqual(holds)
    })
  })

  describe("a store's bookingAdded and bookingChanged", () => {
    it("are told the booking, once", async () => {
      const { wish } = await clubTour()
      const told: object[] = []
      const tell = (one: object) => void told.push(one)
      own.now = { bookingAdded: tell, bookingChanged: tell }
      const cart = await createCart(shop.anyone, regions.au)
      const body = { ...wish(MON), idempotency_token: "once-and-for-all" }
      const { hold } = expectStatus(
        201,
        await book(shop.anyone, cart, body)
      ).body
      expectStatus(200, await book(shop.anyone, cart, body))
      const [line] = (await cartOf(cart)).items
      const changed = await change(cart, line.id, wish(TUE))
      expectStatus(400, changed)
      const items = wish(TUE).items
      const answer = await change(cart, line.id, { items })
      const { hold: other } = expectStatus(200, answer).body
      expect(told).toMatchObject([
        { cart: { id: cart }, booking: { hold: { id: hold.id } } },
        { line_item_id: line.id, booking: { hold: { id: other.id } } },
      ])
      expect(told).toHaveLength(2)
    })

    it("undo what they were told by throwing", async () => {
      const { wish } = await clubTour()
      const cart = await createCart(shop.anyone, regions.au)
      own.now = { bookingAdded: forbid("The list is full.") }
      expectStatus(400, await book(shop.anyone, cart, wish(MON)))
      expect((await cartOf(cart)).items).toEqual([])
      expect(await shop.bookings.listLineHolds(cart)).toEqual([])

      own.now = { bookingChanged: forbid("The list is full.") }
      expectStatus(201, await book(shop.anyone, cart, wish(MON)))
      const [line] = (await cartOf(cart)).items
      const holds = await shop.bookings.listLineHolds(cart)
      const items = wish(TUE).items
      expectStatus(400, await change(cart, line.id, { items }))
      const { title, unit_price } = line
      expect((await cartOf(cart)).items).toMatchObject([{ title, unit_price }])
      expect(await shop.bookings.listLineHolds(cart)).toEqual(holds)
    })
  })
}
