import { fieldsParam, pick } from "../fields"

const KNOWN = ["id", "name", "metadata"]

function read(value: string | undefined) {
  return fieldsParam(KNOWN).safeParse(value)
}

describe("fieldsParam", () => {
  it.each([
    ["name", ["id", "name"]],
    ["id,name", ["id", "id", "name"]],
    ["name,+metadata", ["id", "name", "metadata"]],
    ["-metadata", ["id", "id", "name"]],
    ["+metadata", ["id", ...KNOWN]],
    // How `+metadata` arrives when the client did not encode the plus.
    [" metadata", ["id", ...KNOWN]],
    ["*metadata", ["id", ...KNOWN]],
    ["-id", ["id", "name", "metadata"]],
    ["", ["id", ...KNOWN]],
  ])("reads %p as %j", (value, expected) => {
    expect(read(value).data).toEqual(expected)
  })

  it("means everything when it is left out", () => {
    expect(read(undefined)).toEqual({ success: true, data: undefined })
  })

  it.each(["email", "id,email", "-email", "__proto__", "constructor"])(
    "refuses %p, which is no field of the record",
    (value) => {
      expect(read(value).success).toBe(false)
    }
  )
})

describe("pick", () => {
  const record = { id: "1", name: "Van", metadata: {} }

  it("keeps the selected fields only", () => {
    expect(pick(record, ["id", "name"])).toEqual({ id: "1", name: "Van" })
  })

  it("keeps everything without a selection", () => {
    expect(pick(record, undefined)).toBe(record)
  })
})
