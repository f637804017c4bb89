import Medusa, { FetchError } from "@medusajs/js-sdk"

import { BookingRefusal, createBookingClient, isBookingRefusal } from ".."

const sdk = new Medusa({
  baseUrl: "https://shop.example/backend",
  publishableKey: "pk_1",
})
const bookings = createBookingClient(sdk)

const SOLD_OUT = {
  type: "conflict",
  code: "sold_out",
  message: "Room 101 is sold out on January 16, 2027.",
  details: { dates: ["2027-01-16"], resource_id: "bres_1" },
}
const ITEMS = [{ resource_id: "bres_1", dates: ["2027-01-16"] }]

const fetched = jest.spyOn(globalThis, "fetch")

afterAll(() => fetched.mockRestore())

/** What the server answers from now on. */
function answers(status: number, body: unknown): void {
  fetched.mockReset()
  fetched.mockImplementation(() =>
    Promise.resolve(new Response(JSON.stringify(body), { status }))
  )
}

/** As the routes send it to whoever asks for the whole answer in its message. */
function refuses(status: number, body: object): void {
  answers(status, { ...body, message: JSON.stringify(body) })
}

/** The requests that were sent. */
function sent() {
  return fetched.mock.calls.map(([url, init]) => {
    const { method, body, headers, signal } = init as RequestInit
    return {
      url: (url as URL).href,
      method,
      body,
      headers: headers as Headers,
      signal,
    }
  })
}

function thrownBy(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => Promise.reject(new Error("it was accepted")),
    (error: unknown) => error
  )
}

describe("a request of the client", () => {
  beforeEach(() => answers(200, {}))

  it("goes through the SDK, to the route below its base", async () => {
    await bookings.holds.place({ items: ITEMS })
    const [request] = sent()
    expect(request).toMatchObject({
      url: "https://shop.example/backend/store/resource-booking/holds",
      method: "POST",
      body: JSON.stringify({ items: ITEMS }),
    })
    expect(request?.headers.get("x-publishable-api-key")).toBe("pk_1")
  })

  it("repeats lists, joins fields, and leaves out what is not known", async () => {
    await bookings.admin.resources.list({
      type: ["room", "tent"],
      is_active: false,
      fields: ["id", "name"],
      q: undefined,
    })
    expect(sent()[0]?.url.split("?")[1]).toBe(
      "type=room&type=tent&is_active=false&fields=id%2Cname"
    )
  })

  it("keeps a value of the path in its place", async () => {
    await bookings.orders.readBookings("a/b?c")
    expect(sent()[0]?.url).toMatch(/\/orders\/a%2Fb%3Fc\/bookings$/)
  })

  it("has a key of its own each time", async () => {
    await bookings.holds.place({ items: ITEMS })
    await bookings.holds.place({ items: ITEMS })
    const keys = sent().map(({ headers }) => headers.get("idempotency-key"))
    expect(new Set(keys).size).toBe(2)
    expect(keys).toEqual([
      expect.stringMatching(/^[0-9a-f]{32}$/),
      expect.stringMatching(/^[0-9a-f]{32}$/),
    ])
  })

  it("has the caller's key, and nothing of it in the body", async () => {
    const input = { variant_id: "variant_1", items: ITEMS }
    await bookings.carts.addBooking("cart_1", input, { idempotencyKey: "mine" })
    const [request] = sent()
    expect(request?.headers.get("idempotency-key")).toBe("mine")
    expect(request?.body).toBe(JSON.stringify(input))
  })

  it("shows whose the hold is, by its token or its cart", async () => {
    await bookings.holds.extend("bhold_1", { token: "secret" })
    await bookings.holds.extend("bhold_1", { cart_id: "cart_1" })
    const [byToken, byCart] = sent()
    expect(byToken?.headers.get("x-booking-hold-token")).toBe("secret")
    expect(byToken?.url).toMatch(/\/holds\/bhold_1\/extend$/)
    expect(byCart?.headers.get("x-booking-hold-token")).toBeNull()
    expect(byCart?.url).toMatch(/\/holds\/bhold_1\/extend\?cart_id=cart_1$/)
  })

  it("takes headers and whatever else fetch takes", async () => {
    const { signal } = new AbortController()
    const options = { signal, headers: { "x-mine": "1" } }
    await bookings.resources.retrieve("reef-suite", {}, options)
    expect(sent()[0]?.signal).toBe(signal)
    expect(sent()[0]?.headers.get("x-mine")).toBe("1")
  })
})

describe("a refusal", () => {
  it("is thrown with its code, its sentence and its details", async () => {
    refuses(409, SOLD_OUT)
    const error = await thrownBy(bookings.holds.place({ items: ITEMS }))
    expect(error).toBeInstanceOf(BookingRefusal)
    expect(error).toMatchObject({
      ...{ name: "BookingRefusal", status: 409, code: "sold_out" },
      ...{ message: SOLD_OUT.message, details: SOLD_OUT.details },
      retryAfter: undefined,
    })
  })

  it("says when to come back", async () => {
    refuses(503, {
      ...{ type: "unexpected_state", code: "busy", message: "Try again." },
      details: { retry_after: 5 },
    })
    const error = await thrownBy(bookings.admin.groups.delete("bgrp_1"))
    expect(error).toMatchObject({ code: "busy", retryAfter: 5 })
  })

  it("is told from other errors, and from refusals of other codes", async () => {
    refuses(409, SOLD_OUT)
    const error = await thrownBy(bookings.holds.place({ items: ITEMS }))
    expect(isBookingRefusal(error)).toBe(true)
    expect(isBookingRefusal(error, "busy", "sold_out")).toBe(true)
    expect(isBookingRefusal(error, "busy")).toBe(false)
    expect(isBookingRefusal(new FetchError("No", "", 409))).toBe(false)
    expect(isBookingRefusal(null)).toBe(false)
  })
})

describe("an error that is none of ours", () => {
  it("comes as the SDK throws it", async () => {
    answers(401, { message: "Unauthorized" })
    const error = await thrownBy(bookings.admin.holds.list())
    expect(error).toBeInstanceOf(FetchError)
    expect(error).toMatchObject({ status: 401, message: "Unauthorized" })
  })

  it("comes as it is when nobody answers", async () => {
    const silence = new TypeError("fetch failed")
    fetched.mockReset()
    fetched.mockRejectedValue(silence)
    expect(await thrownBy(bookings.admin.holds.list())).toBe(silence)
  })
})

describe("an answer that is more than JSON and 200", () => {
  it("is the health of a store that is degraded", async () => {
    const degraded = { status: "degraded", problems: [], checks: {} }
    refuses(503, degraded)
    expect(await bookings.admin.health.read()).toEqual(degraded)
  })

  it("is a refusal to say how healthy the store is", async () => {
    refuses(429, { ...SOLD_OUT, code: "rate_limited" })
    const error = await thrownBy(bookings.admin.health.read())
    expect(error).toMatchObject({ code: "rate_limited" })
  })

  it("is a report as a table", async () => {
    fetched.mockReset()
    fetched.mockResolvedValue(new Response("start_date,end_date\r\n"))
    const january = { start_date: "2027-01-01", end_date: "2027-01-31" }
    const table = await bookings.admin.reports.csv("funnel", january)
    expect(table).toBe("start_date,end_date\r\n")
    expect(sent()[0]?.headers.get("accept")).toBe("text/csv")
  })
})
