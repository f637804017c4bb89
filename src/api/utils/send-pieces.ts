import { once } from "node:events"

import type { MedusaResponse } from "@medusajs/framework/http"

import { Turns } from "../../modules/resource_booking"
import type { Pieces } from "./answers"

const WRITTEN_AT_ONCE = 32_768

/** Writes a long text as the client takes it, and others have their turns. */
export async function sendPieces(
  res: MedusaResponse,
  { texts }: Pieces
): Promise<void> {
  const turns = new Turns()
  const gone = new AbortController()
  res.once("close", () => gone.abort())
  let text = ""
  for (const piece of texts) {
    text += piece
    if (text.length >= WRITTEN_AT_ONCE) {
      if (!res.write(text)) {
        await once(res, "drain", { signal: gone.signal }).catch(ifGone)
      }
      if (gone.signal.aborted) {
        return
      }
      text = ""
    }
    await turns.pass()
  }
  res.end(text)
}

/** Nobody reads any more. */
function ifGone(error: unknown): void {
  if (!(error instanceof Error) || error.name !== "AbortError") {
    throw error
  }
}
