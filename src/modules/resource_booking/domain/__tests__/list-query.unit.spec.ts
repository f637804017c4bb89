import { pagingOf } from "../list-query"

const read = (query: Parameters<typeof pagingOf>[0]) =>
  pagingOf(query, ["name", "created_at"], "-created_at")

describe("pagingOf", () => {
  it("has a default for everything", () => {
    expect(read({})).toEqual({
      ok: true,
      value: {
        limit: 20,
        offset: 0,
        order: { field: "created_at", descending: true },
      },
    })
  })

  it("takes what is given, to the limit", () => {
    expect(read({ limit: 100, offset: 7, order: "name" })).toMatchObject({
      value: {
        limit: 100,
        offset: 7,
        order: { field: "name", descending: false },
      },
    })
  })

  it.each([
    { limit: 0 },
    { limit: 101 },
    { limit: NaN },
    { offset: -1 },
    { offset: 2 ** 53 },
    { order: "password" },
    { order: "--name" },
    { order: "" },
    { q: "\0" },
  ])("refuses %j", (query) => {
    expect(read(query)).toMatchObject({ code: "invalid_data" })
  })
})
