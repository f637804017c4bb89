import type { MedusaRequest } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"

import { parse } from "./validation"
import { Metadata } from "./validators"

type Data = Record<string, unknown> | null | undefined

/** What a client sends for the store's own handlers, as to Medusa's routes. */
export const AdditionalData = Metadata.nullish()

/**
 * Checks it by what the store's middlewares say of this route, in their
 * `additionalDataValidator`. Where they say nothing, it may be anything.
 *
 * @throws BookingRefusal `invalid_data`
 */
export function checkAdditionalData(
  { additionalDataValidator }: Pick<MedusaRequest, "additionalDataValidator">,
  additional_data: Data
): Data {
  return additionalDataValidator
    ? parse(z.object({ additional_data: additionalDataValidator }), {
        additional_data,
      }).additional_data
    : additional_data
}
