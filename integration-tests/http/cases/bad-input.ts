import fc from "fast-check"

import { catchErrors } from "../../helpers/caught-errors"
import type { Answer, HttpClient, Request } from "../../helpers/http"
import { expectRefusal, withoutChange } from "../../helpers/http-expect"
import {
  createFixture,
  type Fixture,
  type Kind,
  requestOf,
  type Route,
  ROUTES,
} from "../../helpers/http-routes"
import { ADMIN, type Shop, STORE } from "../../helpers/http-shop"

/** 500 requests in a normal run; PROOF_SCALE=50 makes 25,000. */
const REQUESTS = Math.round(500 * Number(process.env.PROOF_SCALE ?? 1))
/** So often the whole state is compared. */
const CHECK_EVERY = 25

const NUL = "a\0b"
const HALF = "\ud800"
const LONG = "x".repeat(10_240)
const SQL = "'; drop table users; --"
const DEEP = JSON.parse(`${'{"a":'.repeat(50)}1${"}".repeat(50)}`) as unknown

const NOT_TEXT = [0, 1.5, true, [], ["a"], {}]
const NOT_NUMBER = ["1", "", true, [], [1], {}, SQL]
const NO_NUMBER = [
  "-1",
  "1.5",
  "1e1",
  "0x1",
  "NaN",
  "Infinity",
  "9007199254740993",
  "",
  " ",
  SQL,
  LONG,
]
const HUGE = [1e308, 2 ** 31, 2 ** 53, -(2 ** 63)]
const NO_DATE = [
  "2024-02-30",
  "2023-02-29",
  "infinity",
  "-infinity",
  "tomorrow",
  "now",
  "epoch",
  "5874898-01-01",
  "0001-01-01",
  "1999-12-31",
  "2200-01-01",
  "2027-1-1",
  "2027-01-01T00:00:00Z",
  "2027-01-01 ",
  `2027-01-01${NUL}`,
  "",
  SQL,
]

/** What a field of each kind must refuse. */
const BAD: Record<Kind, readonly unknown[]> = {
  id: [...NOT_TEXT, "", NUL, HALF, LONG],
  word: [...NOT_TEXT, null, "", "  ", NUL, HALF, LONG],
  text: [...NOT_TEXT, NUL, HALF, LONG.repeat(2)],
  date: [...NO_DATE, 20270101, true, [], ["2027-01-01"], {}],
  dates: [
    ...NO_DATE.map((date) => [date]),
    ["2027-01-01", "2027-01-01"],
    [[]],
    [null],
    [],
    null,
    "2027-01-01",
    {},
    Array.from({ length: 5_000 }, () => "2027-01-01"),
  ],
  time: [
    ...NOT_TEXT,
    "",
    "9:00",
    "24:00",
    "10:60",
    "10:00:00",
    "now",
    SQL,
    NUL,
  ],
  quantity: [...NOT_NUMBER, ...HUGE, null, 0, -1, 1.5, 1001],
  capacity: [...NOT_NUMBER, ...HUGE, -1, 1.5],
  days: [...NOT_NUMBER, ...HUGE, 0, -1, 1.5],
  change: [...NOT_NUMBER, ...HUGE, null, 0, 0.5],
  weekdays: [[], [0], [8], [1, 1], [1.5], ["1"], [null], 1, "1", {}, null],
  flag: ["true", "", 0, 1, null, [], {}],
  choice: ["nothing", SQL, NUL, HALF, 0, null, false, [], ["day"], {}],
  list: [[1], [""], [NUL], [HALF], [LONG], [[]], [null], "a", 1, {}, null],
  items: [[], [1], [null], [[]], [{}], "a", 1, {}, null],
  object: [[], [1], null, 1, "a", {}],
  metadata: [
    [],
    null,
    1,
    "{}",
    DEEP,
    { a: NUL },
    { [NUL]: 1 },
    { a: [HALF] },
    { a: LONG.repeat(2) },
    JSON.parse('{"__proto__":{"admin":true}}'),
    JSON.parse('{"a":{"__proto__":1}}'),
  ],
  ownData: [[], 1, "{}", DEEP, { a: NUL }, { a: LONG.repeat(2) }],
  email: [...NOT_TEXT, "", "x", "a@", NUL, HALF, LONG, `${NUL}@b.com`, SQL],
  pictures: [
    ["javascript:alert(1)"],
    ["file:///etc/passwd"],
    ["x"],
    [NUL],
    [HALF],
    [`https://example.com/${LONG}`],
    [1],
    [null],
    "https://example.com/a.png",
    {},
    null,
  ],
  limit: [...NO_NUMBER, "0", "1001", "2147483648"],
  offset: NO_NUMBER,
  flagParam: ["yes", "1", "", "TRUE", NUL, SQL],
  moment: [...NO_DATE.slice(2, 8), "2027-01-01", "2027-01-01T25:00:00Z", SQL],
  choiceParam: ["nothing", "__proto__", "constructor", NUL, SQL, LONG],
}

/** No field of any body: set by the server alone, or by nobody. */
const UNKNOWN_FIELDS = [
  "id",
  "status",
  "expires_at",
  "order_id",
  "created_at",
  "lock_number",
  "is_frozen",
  "constructor",
  "toString",
  "$where",
  "",
  LONG,
]
/** Not `constructor` and the like: Express drops them. */
const UNKNOWN_PARAMS = ["expires_at", "token", "$where", "a[b]", LONG]

const BROKEN = [
  "{",
  "}",
  "[",
  "nul",
  "null",
  "1",
  '"text"',
  "[]",
  '{"a":1,}',
  "{'a':1}",
  '{"quantity":NaN}',
  "\0",
  "<xml/>",
  `{"a":"${HALF}"`,
  '{"__proto__":{"admin":true}}',
  `${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}`,
]

const BAD_IDS = [
  "%00",
  "a%00b",
  "%E0%A4%A",
  "%",
  "%ED%A0%80",
  "..%2F..%2Fetc%2Fpasswd",
  "null",
  "undefined",
  "__proto__",
  "-1",
  encodeURIComponent(SQL),
  LONG,
]

/** Routes whose request leaves a trace in a fresh fixture. */
const CHANGING = ROUTES.map(({ route }) => route).filter(
  (route) =>
    !route.startsWith("GET") &&
    route !== `DELETE ${ADMIN}/resources/:resource/freeze` &&
    route !== `POST ${ADMIN}/personal-data/erase` &&
    route !== `POST ${ADMIN}/reconciliation`
)

/** One thing that is wrong with a request. */
type Mistake =
  | { in: "body"; field: string; value: unknown }
  | { in: "query"; field: string; value: string }
  | { in: "path"; id: string }
  | { in: "raw"; text: string }

export function badInputCases(shop: Shop): void {
  describe("bad input (R55)", () => {
    it(`is refused and changes nothing: ${REQUESTS} requests`, async () => {
      const fixture = await createFixture(shop)
      const before = await shop.state()
      const recent: string[] = []
      const check = async () => {
        const after = await shop.state()
        if (JSON.stringify(after) !== JSON.stringify(before)) {
          throw new Error(`One of these was stored:\n${recent.join("\n")}`)
        }
        recent.length = 0
      }
      await fc.assert(
        fc.asyncProperty(badRequests(), async ([route, mistakes]) => {
          const request = withMistakes(requestOf(route, fixture), mistakes)
          const answer = await clientFor(route, fixture).send(request)
          recent.push(`${answer.status} ${describeRequest(request)}`)
          expectClear(answer, request)
          if (recent.length >= CHECK_EVERY) {
            await check()
          }
        }),
        // Smaller ones say nothing, since a check is of many requests.
        { numRuns: REQUESTS, endOnFailure: true }
      )
      await check()
    }, 3_600_000)

    it.each(CHANGING)(
      "%s without a mistake does change something",
      async (name) => {
        // The control: the comparison above can tell.
        const route = ROUTES.find((r) => r.route === name) as Route
        const fixture = await createFixture(shop)
        const before = await shop.state()
        const request = requestOf(route, fixture)
        const { status } = await clientFor(route, fixture).send(request)
        expect(status).toBeLessThan(300)
        expect(await shop.state()).not.toEqual(before)
      }
    )

    it("is refused by every field, one by one", async () => {
      const fixture = await createFixture(shop)
      await withoutChange(shop, async () => {
        for (const route of ROUTES) {
          // The first of each kind's list; the random test has them all.
          for (const mistake of firstMistakesOf(route)) {
            const request = withMistakes(requestOf(route, fixture), [mistake])
            const answer = await clientFor(route, fixture).send(request)
            expectClear(answer, request)
          }
        }
      })
    })

    it.each([`POST ${STORE}/holds`, `POST ${ADMIN}/resources`])(
      "%s refuses a body of 50 MB",
      async (name) => {
        const route = ROUTES.find((r) => r.route === name) as Route
        const fixture = await createFixture(shop)
        const raw = JSON.stringify({ metadata: "x".repeat(50_000_000) })
        await withoutChange(shop, async () => {
          const request = { ...requestOf(route, fixture), raw }
          const answer = await clientFor(route, fixture).send(request)
          expect(answer.status).toBe(413)
          expect(answer.body).toEqual({
            type: "invalid_data",
            code: "invalid_data",
            message: "The request body is larger than 100kb.",
            details: {},
          })
        })
      }
    )

    it.each([
      ["text/plain", 400],
      ["application/x-www-form-urlencoded", 400],
      ["multipart/form-data; boundary=x", 400],
      ["application/json; charset=latin-1", 415],
    ])("refuses a body of %s", async (type, status) => {
      const fixture = await createFixture(shop)
      await withoutChange(shop, async () => {
        for (const route of ROUTES.filter((r) => r.body)) {
          const { body, ...request } = requestOf(route, fixture)
          const answer = await clientFor(route, fixture).send({
            ...request,
            raw: JSON.stringify(body),
            headers: { "content-type": type },
          })
          expect([route.route, answer.status]).toEqual([route.route, status])
          expectClear(answer, request)
        }
      })
    })

    it.each(["%E0%A4%A", "%", "%ED%A0%80"])(
      "is said of a path that can't be decoded, on routes of both kinds: %s",
      async (id) => {
        const answers = [
          await shop.anyone.get(`${STORE}/holds/${id}`),
          await shop.anyone.post(`${STORE}/holds/${id}/extend`, {}),
          await shop.admin.client.get(`${ADMIN}/holds/${id}`),
          await shop.admin.client.post(`${ADMIN}/resources/${id}`, {}),
          await shop.admin.client.get(`${ADMIN}/holds/${id}?limit=${id}`),
        ]
        for (const answer of answers) {
          const message =
            "The path is not valid: its percent-encoding is not UTF-8."
          expectRefusal(answer, "invalid_data", message, {})
        }
        const { status } = await shop.anyone.get(`${ADMIN}/holds/${id}`)
        expect(status).toBe(401)
      }
    )

    it("leaves the errors of the store's other routes alone", async () => {
      catchErrors(shop)
      const answer = await shop.admin.client.get("/admin/orders/%E0%A4%A")
      expect(answer.body).toEqual({
        ...{ code: "unknown_error", type: "unknown_error" },
        message: "An unknown error occurred.",
      })
      jest.restoreAllMocks()
    })

    it("answers odd but harmless text as what it is: text", async () => {
      const { client } = shop.admin
      for (const name of [
        SQL,
        "<script>alert(1)</script>",
        "%s%n",
        "🚐\u202e",
      ]) {
        const body = { name, type: "odd", span: "day", metadata: { name } }
        const { status, body: made } = await client.post(
          `${ADMIN}/resources`,
          body
        )
        expect(status).toBe(201)
        expect(made.resource).toMatchObject({ name, metadata: { name } })
        const found = await client.get(`${ADMIN}/resources`, { q: name })
        expect(found.body.count).toBe(1)
      }
    })
  })

  function clientFor({ route }: Route, { token }: Fixture): HttpClient {
    const headers = {
      "x-booking-hold-token": token,
      "idempotency-key": "bad-input",
    }
    return route.includes(ADMIN) ? shop.admin.client : shop.anyone.with(headers)
  }
}

/** A route, and one to three things that are wrong. */
function badRequests(): fc.Arbitrary<[Route, Mistake[]]> {
  const mistaken = ROUTES.map((route) => ({
    route,
    mistakes: mistakesOf(route),
  })).filter(({ mistakes }) => mistakes.length > 0)
  return fc
    .constantFrom(...mistaken)
    .chain(({ route, mistakes }) =>
      fc
        .array(fc.constantFrom(...mistakes), { minLength: 1, maxLength: 3 })
        .map((chosen): [Route, Mistake[]] => [route, chosen])
    )
}

function mistakesOf(route: Route): Mistake[] {
  const body = Object.entries(route.bodyKinds ?? {})
  const query = Object.entries(route.queryKinds ?? {})
  return [
    ...body.flatMap(([field, kind]) =>
      BAD[kind].map((value): Mistake => ({ in: "body", field, value }))
    ),
    ...query.flatMap(([field, kind]) =>
      textOf(kind).map((value): Mistake => ({ in: "query", field, value }))
    ),
    ...(route.body ? UNKNOWN_FIELDS : []).map((field): Mistake => ({
      in: "body",
      field,
      value: "x",
    })),
    ...UNKNOWN_PARAMS.map((field): Mistake => ({
      in: "query",
      field,
      value: "x",
    })),
    ...(route.body ? BROKEN : []).map((text): Mistake => ({ in: "raw", text })),
    ...(route.route.includes(":") ? BAD_IDS : []).map((id): Mistake => ({
      in: "path",
      id,
    })),
  ]
}

/** One of each field, and one of each other class. */
function firstMistakesOf(route: Route): Mistake[] {
  const seen = new Set<string>()
  return mistakesOf(route).filter((mistake) => {
    const place = `${mistake.in} ${"field" in mistake ? mistake.field : ""}`
    return !seen.has(place) && seen.add(place)
  })
}

/** In a query everything is text; what can't be sent is left out. */
function textOf(kind: Kind): string[] {
  const texts = BAD[kind].filter((v): v is string => typeof v === "string")
  return texts.filter((text) => text.isWellFormed() && text.length <= 10_240)
}

function withMistakes(request: Request, mistakes: Mistake[]): Request {
  return mistakes.reduce<Request>((sent, mistake) => {
    switch (mistake.in) {
      case "body":
        return { ...sent, body: withField(sent.body, mistake) }
      case "query":
        return { ...sent, path: withParam(sent.path, mistake) }
      case "path":
        return { ...sent, path: withId(sent.path, mistake.id) }
      case "raw":
        return { ...sent, raw: mistake.text }
    }
  }, request)
}

/** Sets a field by its path; a parent that is wrong already stays so. */
function withField(
  body: unknown,
  { field, value }: { field: string; value: unknown }
): unknown {
  const copy = structuredClone(body ?? {}) as Record<string, unknown>
  const path = field.includes(".") ? field.split(".") : [field]
  const last = path.pop() as string
  let target: unknown = copy
  for (const step of path) {
    target = (target as Record<string, unknown> | null)?.[step]
  }
  if (target !== null && typeof target === "object") {
    Object.assign(target, { [last]: value })
  }
  return copy
}

function withParam(
  path: string,
  { field, value }: { field: string; value: string }
): string {
  const [pathname, search] = path.split("?") as [string, string | undefined]
  const params = new URLSearchParams(search)
  params.set(field, value)
  return `${pathname}?${params.toString()}`
}

function withId(path: string, id: string): string {
  return path.replace(
    /(bres|bgrp|bhold|bblk|balloc|bcon|btask|variant|cart|cali|order)_\w+/,
    id
  )
}

function describeRequest({ method, path, body, raw }: Request): string {
  const sent = raw ?? JSON.stringify(body) ?? ""
  return `${method} ${path.slice(0, 200)} ${sent.slice(0, 300)}`
}

/** A 4xx that says what is wrong, and nothing about our inside. */
function expectClear({ status, body }: Answer, request: Request): void {
  const about = describeRequest(request)
  if (status === 431) {
    // Headers and path above 16 kB: Node itself refuses them.
    return
  }
  expect({ about, status, clear: status >= 400 && status < 500 }).toEqual({
    about,
    status,
    clear: true,
  })
  expect(body).toEqual({
    type: expect.any(String),
    code: expect.any(String),
    message: expect.stringMatching(/\S/),
    details: expect.any(Object),
  })
  const text = JSON.stringify(body)
  expect(text).not.toMatch(
    /\bselect\b|\binsert\b|\bbooking_|\bpg_|syntax error|violates|at \w+ \(/i
  )
  expect(text.length).toBeLessThan(20_000)
}
