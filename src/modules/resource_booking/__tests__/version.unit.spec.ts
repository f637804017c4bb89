import { readFileSync } from "node:fs"
import { resolve } from "node:path"

import { VERSION } from "../version"

it("the code knows the version of its package", () => {
  const file = resolve(__dirname, "../../../../package.json")
  const { version } = JSON.parse(readFileSync(file, "utf8")) as {
    version: string
  }
  expect(VERSION).toBe(version)
})
