import type { MedusaRequest } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"

import { busy, isOutage } from "../../modules/resource_booking"

/** What Medusa's clients say without a code, alone or behind a statement. */
const SAID =
  /(^| - )(Connection terminated|Client has encountered|Transaction query already complete|Knex: Timeout acquiring|Reached the max retries per request|Connection is closed|Stream isn't writeable|Command timed out)/

/**
 * A route of ours may call Medusa's modules, and what they say while the
 * database or Redis is away is no defect: it is `busy`, which may be tried again.
 *
 * @returns the error itself if it is anything else
 */
export function busyIfOutage({ scope }: MedusaRequest, error: unknown) {
  const message = (error as { message?: unknown } | null)?.message
  const said = typeof message === "string" ? message : ""
  if (!isOutage(error) && !SAID.test(said)) {
    return error
  }
  scope
    .resolve(ContainerRegistrationKeys.LOGGER)
    .warn(`resource_booking: answered "busy": ${said}`)
  return busy()
}
