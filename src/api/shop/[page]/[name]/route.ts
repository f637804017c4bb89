import type {
  MedusaNextFunction,
  MedusaRequest,
  MedusaResponse,
} from "@medusajs/framework/http"

import { sendAsset, sendPage } from "../../serve"

/** `/shop/assets/…` are files; `/shop/groups/garden-room` is the page. */
export const GET = (
  req: MedusaRequest,
  res: MedusaResponse,
  next: MedusaNextFunction
) =>
  req.params.page === "assets"
    ? sendAsset(req, res, next)
    : sendPage(req, res, next)
