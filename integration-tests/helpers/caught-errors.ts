import { ContainerRegistrationKeys } from "@medusajs/framework/utils"

import type { Shop } from "./http-shop"

/** The errors that were logged since, as text. */
export type Caught = () => string[]

/**
 * Keeps Medusa's errors out of the tests' output: it logs each payment that is
 * not authorized, and each subscriber that fails. Until mocks are restored.
 */
export function catchErrors(shop: Shop): Caught {
  const logger = shop.container.resolve(ContainerRegistrationKeys.LOGGER)
  const error = jest.spyOn(logger, "error").mockImplementation(() => undefined)
  return () => error.mock.calls.map(([what]) => String(what))
}
