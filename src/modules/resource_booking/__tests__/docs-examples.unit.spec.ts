import { existsSync, readFileSync } from "node:fs"
import { join, resolve } from "node:path"

import ts from "typescript"

const ROOT = resolve(__dirname, "../../../..")
/** Where the examples seem to be: there is no such folder. */
const EXAMPLES = join(ROOT, "docs/examples")
const GUIDES = ["extending", "from-code", "nextjs", "webhooks"]

/** What Medusa's Next.js starter has, as far as the guide uses it. */
const STARTER = `
declare module "@lib/config" {
  import type Medusa from "@medusajs/js-sdk"
  export const sdk: Medusa
}
declare module "@lib/data/cookies" {
  export function getAuthHeaders(): Promise<{ authorization: string } | {}>
  export function getCacheTag(tag: string): Promise<string>
  export function getCartId(): Promise<string | undefined>
  export function removeCartId(): Promise<void>
}
declare module "@lib/data/cart" {
  export function getOrSetCart(countryCode: string): Promise<{ id: string }>
}
declare module "next/cache" {
  export function revalidateTag(tag: string): void
}
declare module "next/navigation" {
  export function redirect(url: string): never
  export function useRouter(): { refresh(): void }
}
`

type Example = { file: string; code: string }

/** The TypeScript of a guide: each block begins with its file's path. */
function examplesOf(guide: string): Example[] {
  const page = readFileSync(join(ROOT, "docs/guides", `${guide}.md`), "utf8")
  return [...page.matchAll(/^```tsx?\n([^]*?)^```$/gm)].map(([, code = ""]) => {
    const path = /^\/\/ (\S+\.tsx?)\n/.exec(code)?.[1] ?? "no-path"
    return { file: join(EXAMPLES, guide, path), code }
  })
}

const examples = GUIDES.flatMap(examplesOf)

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  jsx: ts.JsxEmit.ReactJSX,
  lib: ["lib.es2023.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
  types: ["node"],
  ...{ strict: true, noEmit: true, skipLibCheck: true, esModuleInterop: true },
  baseUrl: ROOT,
  paths: {
    "medusa-resource-booking/modules/*": ["src/modules/*/index.ts"],
    "medusa-resource-booking/*": ["src/*/index.ts"],
    "@lib/data/bookings": ["docs/examples/nextjs/src/lib/data/bookings.ts"],
  },
}

/** The guides' examples as files, though they stand in the pages only. */
function compile(): ts.Program {
  const declared = join(EXAMPLES, "starter.d.ts")
  const files = new Map(examples.map(({ file, code }) => [file, code]))
  files.set(declared, STARTER)
  const host = ts.createCompilerHost(OPTIONS)
  const onDisk = ts.sys
  host.fileExists = (file) => files.has(file) || onDisk.fileExists(file)
  host.readFile = (file) => files.get(file) ?? onDisk.readFile(file)
  host.directoryExists = (folder) =>
    folder.startsWith(EXAMPLES) || onDisk.directoryExists(folder)
  host.getSourceFile = (file, target) => {
    const text = host.readFile(file)
    return text === undefined
      ? undefined
      : ts.createSourceFile(file, text, target)
  }
  return ts.createProgram([...files.keys()], OPTIONS, host)
}

function complaintsAbout(program: ts.Program, file: string): string[] {
  const source = program.getSourceFile(file)
  return ts
    .getPreEmitDiagnostics(program, source)
    .map(({ messageText }) =>
      ts.flattenDiagnosticMessageText(messageText, "\n")
    )
}

describe("the guides' examples", () => {
  it.each(GUIDES)("in %s.md say which file they are", (guide) => {
    const named = examplesOf(guide).map(({ file }) => file)
    expect(named.length).toBeGreaterThan(0)
    expect(named.filter((file) => file.endsWith("no-path"))).toEqual([])
    expect(new Set(named).size).toBe(named.length)
  })

  it("are TypeScript without an error", () => {
    const program = compile()
    const wrong = examples.flatMap(({ file }) =>
      complaintsAbout(program, file).map((text) => `${file}: ${text}`)
    )
    expect(wrong).toEqual([])
  }, 180_000)

  it("are in the pages, and nowhere else", () => {
    expect(existsSync(EXAMPLES)).toBe(false)
  })
})

type Sign = (
  secret: string,
  id: string,
  body: string,
  now?: number
) => Record<string, string>
type Verify = (
  secret: string,
  headers: Record<string, string | undefined>,
  body: string,
  now?: number
) => boolean

/** Runs an example, and takes what it exports. */
function exported<T>(guide: string, name: string): T {
  const found = examplesOf(guide).find(({ code }) =>
    code.includes(`export function ${name}(`)
  )
  const module = ts.ModuleKind.CommonJS
  const { outputText } = ts.transpileModule(found?.code ?? "", {
    compilerOptions: { module, target: ts.ScriptTarget.ES2022 },
  })
  const exports: Record<string, unknown> = {}
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const run = new Function("require", "exports", outputText) as (
    require: NodeJS.Require,
    exports: object
  ) => void
  run(require, exports)
  return exports[name] as T
}

describe("a webhook's signature, as in webhooks.md", () => {
  const sign = exported<Sign>("webhooks", "sign")
  const verify = exported<Verify>("webhooks", "verify")
  const [SECRET, NOW] = ["a secret of the test", 1_800_000_000]
  const body = JSON.stringify({ id: "bop_1" })
  const headers = sign(SECRET, "bop_1", body, NOW)

  it("is verified by who knows the secret, for five minutes", () => {
    expect(verify(SECRET, headers, body, NOW)).toBe(true)
    expect(verify(SECRET, headers, body, NOW + 300)).toBe(true)
    expect(verify(SECRET, headers, body, NOW + 301)).toBe(false)
    expect(verify(SECRET, headers, body, NOW - 301)).toBe(false)
  })

  it("is of this secret, id, time and body", () => {
    const later = String(NOW + 1)
    expect(verify("another secret", headers, body, NOW)).toBe(false)
    expect(verify(SECRET, headers, `${body} `, NOW)).toBe(false)
    for (const other of [
      { "webhook-id": "bop_2" },
      { "webhook-timestamp": later },
      { "webhook-signature": "00".repeat(32) },
    ]) {
      expect(verify(SECRET, { ...headers, ...other }, body, NOW)).toBe(false)
    }
  })

  it.each([
    ["webhook-id", undefined],
    ["webhook-timestamp", "soon"],
    ["webhook-signature", "not hexadecimal"],
    ["webhook-signature", ""],
  ])("is refused with a %s of %s", (name, value) => {
    const wrong = { ...headers, [name]: value }
    expect(verify(SECRET, wrong, body, NOW)).toBe(false)
  })

  it("is by the clock of whoever signs and verifies", () => {
    const now = sign(SECRET, "bop_1", body)
    expect(verify(SECRET, now, body)).toBe(true)
  })
})
