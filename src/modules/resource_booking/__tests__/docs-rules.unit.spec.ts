import { existsSync, readdirSync, readFileSync, statSync } from "node:fs"
import { join, relative, resolve } from "node:path"

const ROOT = resolve(__dirname, "../../../..")
const PAGE = readFileSync(join(ROOT, "docs/internals/rules.md"), "utf8")

const rules = PAGE.split("\n")
  .filter((line) => /^\| (?!rule |---)/.test(line))
  .map((line) => line.split(" | "))

describe("docs/internals/rules.md", () => {
  it("has the rules of the product, each with all that the table asks for", () => {
    expect(rules.length).toBeGreaterThanOrEqual(25)
    expect(rules.filter((cells) => cells.length !== 5)).toEqual([])
  })

  it.each(rules.map(([rule, ...cells]) => [rule?.slice(2), cells] as const))(
    "names a page, a file and a test that exist: %s",
    (_, [page, code, spec]) => {
      const paths = [page, code, spec].map((cell) => pathIn(cell ?? ""))
      expect(paths.filter((path) => !isFile(path))).toEqual([])
    }
  )

  it("has every tag that a test's name has", () => {
    const known = new Set(PAGE.match(/\bR\d+\b/g))
    const unknown = sources().flatMap((file) =>
      tagsIn(readFileSync(file, "utf8"))
        .filter((tag) => !known.has(tag))
        .map((tag) => `${relative(ROOT, file)}: ${tag}`)
    )
    expect(unknown).toEqual([])
  })
})

/** A page is a link; code is not, since the package has the pages alone. */
function pathIn(cell: string): string {
  const path = /^`([^`]+)`$|^\[`(.+)`\]\(.+\)$/.exec(cell)
  return path?.[1] ?? path?.[2] ?? `no path: ${cell}`
}

function isFile(path: string): boolean {
  const file = join(ROOT, path)
  return existsSync(file) && statSync(file).isFile()
}

/** Of "extendHold (R14, R17)": R14 and R17. */
function tagsIn(text: string): string[] {
  const lists = text.match(/\(R\d+(, R\d+)*\)/g) ?? []
  return lists.flatMap((list) => list.match(/R\d+/g) ?? [])
}

function sources(): string[] {
  return ["src", "integration-tests", "browser-tests"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => join(ROOT, folder, name))
      .filter((file) => file !== __filename)
  )
}
