import { openApi } from "../../src/api/contract/document"
import { Contract, type Document } from "./contract"
import type { Check } from "./http"

/** What docs/reference/openapi.yaml has. */
export const DOCUMENT = openApi() as Document

/** Fails the test whose answer is not as a document declares it. */
export function asDeclaredBy(document: Document): Check {
  const contract = new Contract(document)
  return ({ method, path }, { status, headers, body }) => {
    const contentType = headers.get("content-type")
    const exchange = { method, path, status, contentType, body }
    const mistake = contract.mistakeIn(exchange)
    if (mistake !== null) {
      const answer = `${status} ${JSON.stringify(body)}`
      throw new Error(`${method} ${path} ${mistake}\n${answer}`)
    }
  }
}
