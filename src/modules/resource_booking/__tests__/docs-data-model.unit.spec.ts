import { readdirSync, readFileSync } from "node:fs"
import { join, resolve } from "node:path"

const ROOT = resolve(__dirname, "../../../..")
const SCHEMA = join(__dirname, "../migrations/schema")

/** Its columns, and whether each may be null. */
type Columns = Map<string, boolean>

const page = readFileSync(join(ROOT, "docs/reference/data-model.md"), "utf8")
const sql = readdirSync(SCHEMA)
  .map((file) => readFileSync(join(SCHEMA, file), "utf8"))
  .join("\n")

const tables = tablesOf(sql)
/** Tables of one row each, which the page describes in a sentence. */
const inPassing = ["booking_log_kept", "booking_bus_probe"]
const described = [...tables].filter(([name]) => !inPassing.includes(name))

describe("docs/reference/data-model.md", () => {
  it("has a section for every table, and for no other", () => {
    const sections = [...page.matchAll(/^## (booking_\w+)$/gm)]
    expect(sections.map(([, name]) => name).sort()).toEqual(
      described.map(([name]) => name).sort()
    )
  })

  it.each(inPassing)("says what %s is", (table) => {
    expect(page).toContain(`\`${table}\` is one row`)
  })

  it.each(described)("names every column of %s", (table, columns) => {
    const text = sectionOf(table)
    const missing = [...columns.keys()].filter(
      (column) => !text.includes(`\`${column}\``)
    )
    expect(missing).toEqual([])
  })

  it.each(described)(
    "names no column that %s doesn't have",
    (table, columns) => {
      const strange = rowsOf(table)
        .flatMap(({ names }) => names)
        .filter((name) => !columns.has(name))
      expect(strange).toEqual([])
    }
  )

  it.each(described)(
    "says which columns of %s may be null",
    (table, columns) => {
      const wrong = rowsOf(table).filter(
        ({ names, type }) =>
          type !== "" &&
          names.some((name) => columns.get(name)) !== /\bnull\b/.test(type)
      )
      expect(wrong.map(({ names }) => names.join())).toEqual([])
    }
  )
})

function sectionOf(table: string): string {
  const [, after = ""] = page.split(`\n## ${table}\n`)
  return after.split("\n## ")[0] as string
}

/** The rows of a section's table of columns. */
function rowsOf(table: string): { names: string[]; type: string }[] {
  const [columns = ""] = sectionOf(table).split("\n### ")
  return [...columns.matchAll(/^\| (`.*?) \| (.*?) ?\|/gm)].map(
    ([, first, type]) => ({
      names: [...(first as string).matchAll(/`(\w+)`/g)].map(
        ([, name]) => name as string
      ),
      type: type as string,
    })
  )
}

function tablesOf(text: string): Map<string, Columns> {
  const made = text.matchAll(/^ *create table (\w+) \(\n([\s\S]*?)^ {2}\)/gm)
  return new Map(
    [...made].map(([, name, body]) => [
      name as string,
      columnsOf(body as string),
    ])
  )
}

/** Of a table's lines, those at the depth of its columns begin with a name. */
function columnsOf(body: string): Columns {
  const key = /^ {4}primary key \((.*)\)/m.exec(body)?.[1]?.split(", ") ?? []
  const lines = body.matchAll(
    /^ {4}(?!(?:primary|foreign|unique|check|constraint)\b)(\w+) (.*)$/gm
  )
  return new Map(
    [...lines].map(([, name, rest]) => [
      name as string,
      !/not null|primary key/.test(rest as string) &&
        !key.includes(name as string),
    ])
  )
}
