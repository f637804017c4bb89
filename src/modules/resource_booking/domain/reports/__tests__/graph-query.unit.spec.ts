import { type GraphOptions, graphQueryOf } from "../graph-query"

const HOLDS = {
  keys: ["id", "cart_id"],
  fields: ["created_at", "status"],
  byDefault: "created_at",
}

const query = (filters: object, options: GraphOptions = {}) =>
  graphQueryOf({ ...filters }, options, HOLDS)

const ALL = Number.MAX_SAFE_INTEGER
const OLDEST_FIRST = { field: "created_at", descending: false }

describe("what query.graph asks for", () => {
  it("is all that have a key, the oldest first", () => {
    expect(query({ cart_id: ["a", "b"], id: "c" })).toEqual({
      ok: true,
      value: {
        keys: { cart_id: ["a", "b"], id: ["c"] },
        paging: { limit: ALL, offset: 0, order: OLDEST_FIRST },
      },
    })
  })

  it("is a page when there is no key", () => {
    for (const filters of [{}, { id: undefined }, { context: { a: 1 } }]) {
      expect(query(filters)).toEqual({
        ok: true,
        value: {
          keys: {},
          paging: { limit: 100, offset: 0, order: OLDEST_FIRST },
        },
      })
    }
  })

  it("is as many as it says, from where and in the order it says", () => {
    const options = { take: 5, skip: 10, order: { status: "DESC" } }
    expect(query({ id: ["a"] }, options)).toMatchObject({
      value: {
        paging: {
          limit: 5,
          offset: 10,
          order: { field: "status", descending: true },
        },
      },
    })
    expect(query({}, { take: null, order: { status: "asc" } })).toMatchObject({
      value: { paging: { limit: 100, order: { descending: false } } },
    })
  })

  it.each<[string, object, GraphOptions]>([
    ["a filter by what is no key", { email: "a" }, {}],
    ["a key that is no text", { id: 1 }, {}],
    ["a key that is null", { id: null }, {}],
    ["a list with something else in it", { id: ["a", {}] }, {}],
    ["text that can't be", { id: "a\0b" }, {}],
    ["half a row", { id: "a" }, { take: 0.5 }],
    ["rows before the first", { id: "a" }, { skip: -1 }],
    ["an order by what can't be ordered by", {}, { order: { email: "ASC" } }],
  ])("is not %s", (_, filters, options) => {
    expect(query(filters, options)).toMatchObject({
      ok: false,
      code: "invalid_data",
    })
  })
})
