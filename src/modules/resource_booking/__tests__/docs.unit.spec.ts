import { execFileSync } from "node:child_process"
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs"
import { dirname, join, relative, resolve } from "node:path"

import { BookingRefusal, toHttpError } from "../errors"
import { EVENTS } from "../events"
import { optionsSchema, parseOptions } from "../options"
import { REFUSAL_CODES } from "../records/words"

const ROOT = resolve(__dirname, "../../../..")
const DOCS = join(ROOT, "docs")
const REFERENCE = join(DOCS, "reference")

const pages = [
  ...readdirSync(ROOT)
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(ROOT, name)),
  ...markdownIn(DOCS),
]

describe("the documentation", () => {
  it.each(pages.map((page) => [relative(ROOT, page), page]))(
    "has no dead link in %s",
    (_, page) => {
      const dead = linksOf(page).filter((link) => !leadsSomewhere(page, link))
      expect(dead).toEqual([])
    }
  )

  it("is all in its table of contents", () => {
    const index = join(DOCS, "README.md")
    const linked = linksOf(index).map((link) => targetOf(index, link).file)
    const missing = markdownIn(DOCS).filter(
      (page) => page !== index && !linked.includes(page)
    )
    expect(missing.map((page) => relative(ROOT, page))).toEqual([])
  })

  it("is what the code's comments refer to", () => {
    const dead = sources(join(ROOT, "src")).flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/docs\/[\w/.-]+\.md/g)]
        .map(([page]) => page)
        .filter((page) => !existsSync(join(ROOT, page)))
        .map((page) => `${relative(ROOT, file)}: ${page}`)
    )
    expect(dead).toEqual([])
  })
})

describe("the packed documentation", () => {
  const packed = packedFiles()
  const isPacked = (file: string) =>
    packed.some((one) => one === file || one.startsWith(`${file}/`))

  it("has no link to what is not in the package", () => {
    const dead = packed
      .filter((file) => file.endsWith(".md"))
      .flatMap((file) =>
        linksOf(join(ROOT, file))
          .map((link) => targetOf(join(ROOT, file), link).file)
          .filter((target) => !isPacked(relative(ROOT, target)))
          .map((target) => `${file}: ${relative(ROOT, target)}`)
      )
    expect(dead).toEqual([])
  })

  it("is what the README leads to", () => {
    expect(packed).toEqual(
      expect.arrayContaining(["README.md", "docs/README.md", "LICENSE"])
    )
  })
})

describe("docs/reference/errors.md", () => {
  const text = read("errors.md")

  it("lists every code once, in the order of precedence", () => {
    const rows = [...text.matchAll(/^\| \[`(\w+)`\]/gm)].map(([, code]) => code)
    expect(rows).toEqual([...REFUSAL_CODES])
  })

  it.each([...REFUSAL_CODES])("gives the status of %s", (code) => {
    const { status } = toHttpError(
      new BookingRefusal({ ok: false, code, message: "", details: {} })
    )
    const row = text
      .split("\n")
      .find((line) => line.startsWith(`| [\`${code}\``))
    expect(row?.split("|")[2]?.trim()).toBe(String(status))
  })

  it("says for every code what its details have", () => {
    const rows = [...text.matchAll(/^\| `(\w+)` \|/gm)].map(([, code]) => code)
    expect(rows).toEqual([...REFUSAL_CODES])
  })

  it.each([...REFUSAL_CODES])("explains %s under a heading", (code) => {
    const headings = text.split("\n").filter((line) => line.startsWith("### "))
    expect(headings.some((line) => line.includes(`\`${code}\``))).toBe(true)
  })
})

describe("docs/reference/events.md", () => {
  it("has a heading for every event, and for nothing else", () => {
    const headings = [...read("events.md").matchAll(/^### `(.+)`$/gm)]
    expect(headings.map(([, name]) => name).sort()).toEqual(
      Object.values(EVENTS).sort()
    )
  })
})

describe("docs/reference/options.md", () => {
  const text = read("options.md")
  const rows = new Map(
    [...text.matchAll(/^\| `([\w.]+)` \|(.*)\|$/gm)].map(([, name, rest]) => [
      name as string,
      (rest as string).split("|").map((cell) => cell.trim()),
    ])
  )
  /** They have none, and are there all the same. */
  const given = [
    ...["token_secret", "connection", "pool.replica_url"],
    ...["line_title", "validate_hold"],
  ]
  const defaults = flat(
    parseOptions({
      token_secret: "x".repeat(32),
      connection: "postgres://localhost/store",
      pool: { replica_url: "postgres://standby/store" },
      line_title: () => "",
      validate_hold: () => undefined,
    })
  )

  it("has a row for every option, and for nothing else", () => {
    const known = Object.keys(optionsSchema.shape).flatMap((name) =>
      [...defaults.keys()].filter((key) => key.split(".")[0] === name)
    )
    expect([...rows.keys()].sort()).toEqual(known.sort())
  })

  it.each([...defaults])("gives the default of %s", (name, value) => {
    const cells = (rows.get(name) ?? []).map((cell) =>
      cell.replace(/[`,]/g, "")
    )
    expect(cells).toContain(given.includes(name) ? "–" : String(value))
  })
})

/** What `npm pack` takes, but for the build, which need not be there. */
function packedFiles(): string[] {
  const output = execFileSync(
    "npm",
    ["pack", "--dry-run", "--json", "--ignore-scripts"],
    { cwd: ROOT, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }
  )
  const [{ files }] = JSON.parse(output) as [{ files: { path: string }[] }]
  return files.map(({ path }) => path)
}

function read(page: string): string {
  return readFileSync(join(REFERENCE, page), "utf8")
}

function markdownIn(folder: string): string[] {
  return filesIn(folder).filter((file) => file.endsWith(".md"))
}

function sources(folder: string): string[] {
  return filesIn(folder).filter((file) => /\.tsx?$/.test(file))
}

function filesIn(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? filesIn(path) : [path]
  })
}

/** Targets of a page's links, without those to other sites. */
function linksOf(page: string): string[] {
  const text = withoutCode(readFileSync(page, "utf8"))
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target as string)
    .filter((target) => !/^[a-z]+:/.test(target))
}

function withoutCode(markdown: string): string {
  return markdown.replace(/^```[\s\S]*?^```/gm, "").replace(/`[^`\n]*`/g, "")
}

function targetOf(page: string, link: string) {
  const [path = "", anchor] = link.split("#")
  return { file: path ? resolve(dirname(page), path) : page, anchor }
}

function leadsSomewhere(page: string, link: string): boolean {
  const { file, anchor } = targetOf(page, link)
  if (!existsSync(file)) {
    return false
  }
  return anchor === undefined || anchorsOf(file).includes(anchor)
}

/** The anchors that GitHub makes of a page's headings. */
function anchorsOf(page: string): string[] {
  const text = readFileSync(page, "utf8").replace(/^```[\s\S]*?^```/gm, "")
  return [...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading]) =>
    (heading as string)
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replace(/ /g, "-")
  )
}

/** Every leaf of the options by its path: `limits.units`. */
function flat(value: object, prefix = ""): Map<string, unknown> {
  return new Map(
    Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
      typeof inner === "object" && inner !== null
        ? [...flat(inner, `${prefix}${key}.`)]
        : [[`${prefix}${key}`, inner] as const]
    )
  )
}
