import { readdirSync, readFileSync } from "node:fs"
import { join, relative, resolve } from "node:path"

const SRC = resolve(__dirname, "../../..")

/** What shoppers and staff are told; staff's reports may name a route. */
const FOLDERS = ["api", "checkout", "modules", "workflows"]

const SENTENCE = /(["`])([A-Z](?:(?!\1)[^\n])* (?:(?!\1)[^\n])*\.)\1/g

const sentences = FOLDERS.flatMap((folder) =>
  sourcesIn(join(SRC, folder)).flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(SENTENCE)].map(([, , text]) => ({
      file: relative(SRC, file),
      text: text as string,
    }))
  )
)

describe("sentences for people", () => {
  it("are found", () => {
    expect(sentences.map(({ text }) => text)).toContain(
      "The time to pay has run out. Please choose your dates again."
    )
  })

  it("name no route", () => {
    const route = /\b(GET|POST|DELETE) |\/(store|admin)\b/
    expect(sentences.filter(({ text }) => route.test(text))).toEqual([])
  })
})

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.includes("__tests__"))
    .map((file) => join(folder, file))
}
