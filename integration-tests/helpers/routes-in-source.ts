import { readdirSync, readFileSync } from "node:fs"
import { join, resolve } from "node:path"

/** The routes that there are, as the files of src/api say. */
export function routesInSource(): string[] {
  const api = resolve(__dirname, "../../src/api")
  const files = readdirSync(api, { recursive: true, encoding: "utf8" })
  return files
    .filter((file) => /\/resource-booking\/.*route\.ts$/.test(file))
    .flatMap((file) => methodsOf(join(api, file)).map((m) => `${m} /${file}`))
    .map((route) =>
      route.replace(/\/route\.ts$/, "").replace(/\[\w+\]/g, ":id")
    )
    .sort()
}

function methodsOf(file: string): string[] {
  const source = readFileSync(file, "utf8")
  const exports = source.matchAll(/^export const (GET|POST|PUT|DELETE)\b/gm)
  return [...exports].map((match) => match[1] as string)
}
