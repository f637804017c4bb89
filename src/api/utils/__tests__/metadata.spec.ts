import { isMetadata } from "../metadata"

describe("isMetadata", () => {
  it.each([
    [{}],
    [{ note: "Ünïcode 🚐", n: -1.5, yes: true, nothing: null }],
    [{ a: { b: { c: { d: [1, 2, 3] } } } }],
    [{ text: "x".repeat(16_000) }],
    [{ constructor: "a word like any other" }],
  ])("accepts %j", (value) => {
    expect(isMetadata(value)).toBe(true)
  })

  it.each([
    ["null", null],
    ["a list", []],
    ["text", "{}"],
    ["a NUL in a value", { a: "x\0y" }],
    ["a NUL in a name", { "x\0y": 1 }],
    ["half a surrogate pair", { a: ["\ud800"] }],
    ["a number that JSON can't say", JSON.parse('{"a":1e999}')],
    ["__proto__", JSON.parse('{"__proto__":{"admin":true}}')],
    ["a nested __proto__", JSON.parse('{"a":[{"__proto__":1}]}')],
    ["too many bytes", { text: "ü".repeat(8_192) }],
    ["too deep", { a: { b: { c: { d: { e: {} } } } } }],
  ])("refuses %s", (_, value: unknown) => {
    expect(isMetadata(value)).toBe(false)
  })

  it("refuses nesting that would exhaust the stack, at once", () => {
    const deep = JSON.parse(`{"a":${"[".repeat(5_000)}${"]".repeat(5_000)}}`)
    expect(isMetadata(deep)).toBe(false)
  })
})
