import type {
  MedusaNextFunction,
  MedusaRequest,
  MedusaResponse,
} from "@medusajs/framework/http"

import { sendFile } from "../serve"

export const GET = (
  req: MedusaRequest,
  res: MedusaResponse,
  next: MedusaNextFunction
) => sendFile(req.params.name ?? "", res, next)
