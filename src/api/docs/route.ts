import type {
  MedusaNextFunction,
  MedusaRequest,
  MedusaResponse,
} from "@medusajs/framework/http"

import { sendFile } from "./serve"

export const GET = (
  _req: MedusaRequest,
  res: MedusaResponse,
  next: MedusaNextFunction
) => sendFile("index.html", res, next)
