import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import type { Document } from "../../helpers/contract"
import { checkAnswers } from "../../helpers/http"
import { asDeclaredBy, DOCUMENT } from "../../helpers/http-contract"
import { type Shop, STORE } from "../../helpers/http-shop"

/** Every answer of all these tests is compared with OpenAPI: see http-suite.ts. */
export function contractCases(shop: Shop): void {
  describe("the comparison of answers with OpenAPI", () => {
    afterEach(() => checkAnswers(asDeclaredBy(DOCUMENT)))

    it("fails a test whose answer has a field that is not declared", async () => {
      const { handle } = await shop.createResource()
      checkAnswers(asDeclaredBy(withoutField("StoreResource", "timezone")))
      await expect(
        shop.anyone.get(`${STORE}/resources/${handle}`)
      ).rejects.toThrow('"additionalProperty":"timezone"')
    })

    it("fails a test whose answer has a status that is not declared", async () => {
      checkAnswers(asDeclaredBy(without(`${STORE}/holds/{id}`, "404")))
      await expect(shop.anyone.get(`${STORE}/holds/bhold_0`)).rejects.toThrow(
        "does not declare the status 404"
      )
    })

    it("fails a test that calls a route that is not declared", async () => {
      const { [`${STORE}/resources`]: _, ...paths } = DOCUMENT.paths
      checkAnswers(asDeclaredBy({ ...DOCUMENT, paths }))
      await expect(shop.anyone.get(`${STORE}/resources`)).rejects.toThrow(
        "is no route that is declared"
      )
    })
  })

  describe("the page of the HTTP API", () => {
    afterEach(() => delete process.env.DOCS_FOLDER)

    it("is there in the demo, and may load nothing from elsewhere", async () => {
      const folder = mkdtempSync(join(tmpdir(), "docs-"))
      writeFileSync(join(folder, "index.html"), "The page")
      process.env.DOCS_FOLDER = folder
      const page = await shop.stranger.get("/docs")
      expect([page.status, page.body]).toEqual([200, "The page"])
      expect(page.headers.get("content-security-policy")).toContain(
        "default-src 'self'"
      )
      expect((await shop.stranger.get("/docs/other.js")).status).toBe(404)
      rmSync(folder, { recursive: true })
    })

    it("is not there in a store", async () => {
      expect((await shop.stranger.get("/docs")).status).toBe(404)
    })
  })
}

function withoutField(record: string, field: string): Document {
  const document = structuredClone(DOCUMENT)
  const { properties } = document.components.schemas[record] as {
    properties: Record<string, unknown>
  }
  delete properties[field]
  return document
}

function without(path: string, status: string): Document {
  const document = structuredClone(DOCUMENT)
  delete document.paths[path]?.get?.responses[status]
  return document
}
