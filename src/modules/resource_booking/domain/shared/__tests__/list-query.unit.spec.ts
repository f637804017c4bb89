import { cursorText, pagingOf } from "../list-query"

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

  it("takes its own cursor, in the order that it was made for", () => {
    const after = { value: "2026-11-28 03:00:00+00", id: "b_1" }
    const text = cursorText(after, { field: "name", descending: true })
    expect(read({ after: text, order: "-name" })).toMatchObject({
      value: { offset: 0, after },
    })
    for (const query of [
      { order: "name" },
      {},
      { order: "-name", offset: 1 },
      { order: "-name", after: `${text}A` },
      { order: "-name", after: "e30" },
      { order: "-name", after: "" },
    ]) {
      expect(read({ after: text, ...query })).toMatchObject({
        code: "invalid_data",
        message: expect.stringMatching(/^`after` must be the `next`/),
      })
    }
  })

  it.each([
    { limit: 0 },
    { limit: 101 },
    { limit: NaN },
    { offset: -1 },
    { offset: 2 ** 53 },
    { offset: 10_001 },
    { order: "password" },
    { order: "--name" },
    { order: "" },
    { q: "\0" },
  ])("refuses %j", (query) => {
    expect(read(query)).toMatchObject({ code: "invalid_data" })
  })
})
