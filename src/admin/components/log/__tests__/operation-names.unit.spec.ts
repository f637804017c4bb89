import fs from "node:fs"
import path from "node:path"

import { OPERATIONS } from "../operation-names"

const PAGE = path.resolve(
  __dirname,
  "../../../../../docs/reference/data-model.md"
)

/** The first column of the data model's table of operations. */
function documented(): string[] {
  const text = fs.readFileSync(PAGE, "utf8")
  const table = text.slice(text.indexOf("### Operations"))
  const rows = table
    .slice(0, table.indexOf("\n## "))
    .matchAll(/^\| (`.+?) \|/gm)
  return [...rows].flatMap(([, names = ""]) => {
    const all = [...names.matchAll(/`(.+?)`/g)].map(([, name = ""]) => name)
    const subject = all[0]?.split(".")[0]
    return all.map((name) => (name.startsWith(".") ? subject + name : name))
  })
}

describe("the log's filter", () => {
  it("knows every operation that the data model lists, and no other", () => {
    expect([...OPERATIONS].sort()).toEqual(documented().sort())
  })
})
