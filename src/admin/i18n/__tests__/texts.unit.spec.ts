import { de } from "../de"
import { en } from "../en"

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
})
