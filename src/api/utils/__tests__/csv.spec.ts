import { toCsv } from "../csv"

const textOf = (lines: Iterable<string>) => [...lines].join("")

const table = (...rows: (string | number | null)[]) =>
  textOf(
    toCsv(
      ["name", "amount"],
      rows.map((name) => ({ name, amount: 1 }))
    )
  )

describe("toCsv (R61)", () => {
  it("has a header line, and ends each line as RFC 4180 says", () => {
    expect(table()).toBe("name,amount\r\n")
    expect(table("Kayak", "Van")).toBe("name,amount\r\nKayak,1\r\nVan,1\r\n")
  })

  it.each([
    ["a comma", "Room, big", '"Room, big"'],
    ["a quote", 'The "Suite"', '"The ""Suite"""'],
    ["a line's end", "a\r\nb", '"a\r\nb"'],
    ["nothing", null, ""],
    ["umlauts as they are", "Müller", "Müller"],
  ])("writes %s", (_, name, cell) => {
    expect(table(name)).toBe(`name,amount\r\n${cell},1\r\n`)
  })

  it.each([
    ["=1+1", "'=1+1"],
    ["+61 7", "'+61 7"],
    ["-2", "'-2"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\t=1", "'\t=1"],
    ["\r=1", '"\'\r=1"'],
    ['=HYPERLINK("x","y")', '"\'=HYPERLINK(""x"",""y"")"'],
  ])("lets no spreadsheet run the text %j", (name, cell) => {
    expect(table(name)).toBe(`name,amount\r\n${cell},1\r\n`)
  })

  it("leaves a negative number a number", () => {
    expect(textOf(toCsv(["n"], [{ n: -2.5 }]))).toBe("n\r\n-2.5\r\n")
  })

  it("has the columns that are asked for, in their order", () => {
    const rows = [{ b: 2, a: 1 }]
    expect(textOf(toCsv(["a", "b"], rows))).toBe("a,b\r\n1,2\r\n")
    expect(textOf(toCsv<"a" | "b">(["b"], rows))).toBe("b\r\n2\r\n")
  })
})
