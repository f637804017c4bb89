import {
  checkNote,
  checkReason,
  freeHandle,
  handleOf,
  isHandle,
  isNote,
  isStorable,
} from "../text"

describe("isStorable", () => {
  it("takes text of any script, and pairs of surrogates", () => {
    expect(isStorable("Müller 和室 🛶")).toBe(true)
    expect(isStorable({ a: [{ b: "🛶", c: null, d: 1 }] })).toBe(true)
  })

  it.each<[string, unknown]>([
    ["a NUL character", "a\0b"],
    ["half a pair", "\ud83d"],
    ["a NUL character deep inside", { a: [{ b: "\0" }] }],
    ["a key with one", { "\0": 1 }],
  ])("refuses %s", (_, value) => {
    expect(isStorable(value)).toBe(false)
  })

  it("refuses what is nested too deep to be read back", () => {
    const nested = (depth: number): unknown =>
      depth === 0 ? 1 : [nested(depth - 1)]
    expect(isStorable(nested(64))).toBe(true)
    expect(isStorable(nested(65))).toBe(false)
  })
})

describe("a reason", () => {
  it("says something, in at most 2,000 letters", () => {
    expect(checkReason("broken").ok).toBe(true)
    expect(checkReason("x".repeat(2000)).ok).toBe(true)
    for (const wrong of ["", "  ", "x".repeat(2001), "\0", 1, null]) {
      expect(checkReason(wrong)).toMatchObject({ code: "invalid_data" })
    }
  })

  it("may be left out of a note", () => {
    expect(isNote("")).toBe(true)
    expect(isNote(undefined)).toBe(false)
    expect(checkNote("")).toEqual({ ok: true, value: null })
    expect(checkNote("x".repeat(2001))).toMatchObject({ code: "invalid_data" })
  })
})

describe("handleOf", () => {
  it.each([
    ["Kayak", "kayak"],
    ["  Zimmer 12 (Süd) ", "zimmer-12-sud"],
    ["Ça & là", "ca-la"],
    ["和室", "group"],
    ["", "group"],
  ])("of %j is %s", (name, handle) => {
    expect(handleOf(name, "group")).toBe(handle)
  })

  it("is a handle, however long the name", () => {
    const handle = handleOf("word ".repeat(100), "resource")
    expect(isHandle(handle)).toBe(true)
    expect(isHandle(`${handle}-1000`)).toBe(true)
  })
})

describe("isHandle", () => {
  it.each(["a", "room-12", "12"])("takes %s", (handle) => {
    expect(isHandle(handle)).toBe(true)
  })

  it.each(["", "-a", "a-", "a--b", "A", "a b", "a_b", "ä", "a".repeat(101)])(
    "refuses %j",
    (handle) => {
      expect(isHandle(handle)).toBe(false)
    }
  )
})

describe("freeHandle", () => {
  it("numbers from 2, and fills a gap", () => {
    expect(freeHandle("a", [])).toBe("a")
    expect(freeHandle("a", ["a-2"])).toBe("a")
    expect(freeHandle("a", ["a"])).toBe("a-2")
    expect(freeHandle("a", ["a", "a-2", "a-4"])).toBe("a-3")
  })
})
