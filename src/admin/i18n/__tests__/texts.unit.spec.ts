import { readdirSync, readFileSync } from "node:fs"
import { join, resolve } from "node:path"

import { de } from "../de"
import { en } from "../en"

const ADMIN = resolve(__dirname, "../..")

/** Each text with its path. */
function texts(tree: object, path = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]: [string, unknown]) =>
    typeof value === "string"
      ? [[path + key, value] as [string, string]]
      : texts(value as object, `${path}${key}.`)
  )
}

const placeholders = (text: string) => (text.match(/\{+\w+\}+/g) ?? []).sort()

describe("the admin's texts", () => {
  const german = new Map(texts(de))

  it.each(texts(en))("%s is there in German, with its values", (key, text) => {
    const translated = german.get(key)
    expect(translated).toBeTruthy()
    expect(placeholders(translated ?? "")).toEqual(placeholders(text))
  })

  it("are no more in German than in English", () => {
    expect(german.size).toBe(texts(en).length)
  })

  it("are all used", () => {
    const isUsed = usesOf(pages())
    const names = texts(en).map(([key]) => key.replace(/_(one|other)$/, ""))
    expect(names.filter((name) => !isUsed(name))).toEqual([])
  })
})

/** The code of the pages, as one text. */
function pages(): string {
  return readdirSync(ADMIN, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !/i18n|__tests__/.test(file))
    .map((file) => readFileSync(join(ADMIN, file), "utf8"))
    .join("\n")
}

/** Texts are named whole, or by a template that begins with their section. */
function usesOf(code: string): (name: string) => boolean {
  const whole = new Set(
    [...code.matchAll(/"(\w+(?:\.\w+)+)"/g)].map(([, name]) => name)
  )
  const patterns = [...code.matchAll(/`(\w+\.[\w.]*\$\{[^`]*)`/g)].map(
    ([, template = ""]) =>
      new RegExp(
        `^${template.replace(/\$\{.*?\}|\./g, (part) => (part === "." ? "\\." : "[\\w.]+"))}$`
      )
  )
  return (name) =>
    whole.has(name) || patterns.some((pattern) => pattern.test(name))
}
