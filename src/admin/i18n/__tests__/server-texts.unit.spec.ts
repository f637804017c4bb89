import { readFileSync } from "node:fs"
import { resolve } from "node:path"

import { deServer } from "../de-server"
import type { ServerTexts } from "../server"

const PAGE = resolve(__dirname, "../../../../docs/reference/errors.md")

/** By code, what its row in the documentation names in code spans. */
const documented = new Map(
  [...readFileSync(PAGE, "utf8").matchAll(/^\| `(\w+)` \| (.*) \|$/gm)].map(
    ([, code = "", details = ""]) => [
      code,
      [...details.matchAll(/(\w+)[`}?,]/g)].map(([, name = ""]) => name),
    ]
  )
)

/** What a page makes of the details for its sentences. */
const MADE: Record<string, string[]> = {
  count: ["hours", "days", "min_stay", "max_stay"],
  date: ["dates"],
  start: ["start_date"],
  end: ["end_date"],
}
const ALWAYS = ["message"]

const german: ServerTexts["refusal"] = deServer.refusal

describe("what the server says, in German", () => {
  it("is there for every code of a refusal, and for no other", () => {
    expect(documented.size).toBeGreaterThan(0)
    expect(Object.keys(german).sort()).toEqual([...documented.keys()].sort())
  })

  it.each(Object.entries(german))(
    "has a sentence for each kind of %s",
    (code, sentences) => {
      const names = documented.get(code) ?? []
      const kinds = Object.keys(sentences)
        .map((key) => key.replace(/_(one|other)$/, ""))
        .filter((kind) => !["default", "day", "night"].includes(kind))
      expect(kinds.filter((kind) => !names.includes(kind))).toEqual([])
      expect(Object.values(sentences)).not.toContain("")
    }
  )

  it.each(Object.entries(german))(
    "says nothing in %s that its details don't have",
    (code, sentences) => {
      const names = documented.get(code) ?? []
      const unknown = Object.values(sentences)
        .flatMap((text) => [...text.matchAll(/\{\{(\w+)\}\}/g)])
        .map(([, name = ""]) => name)
        .filter((name) => !ALWAYS.includes(name))
        .filter(
          (name) => !(MADE[name] ?? [name]).some((n) => names.includes(n))
        )
      expect(unknown).toEqual([])
    }
  )
})
