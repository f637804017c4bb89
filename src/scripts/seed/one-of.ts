import { MedusaError } from "@medusajs/framework/utils"

/**
 * The first of what must not be empty.
 *
 * @param what was looked for, for the error's message
 * @throws MedusaError when there is nothing
 */
export function oneOf<T>(found: (T | undefined)[], what = "Something"): T {
  const [first] = found
  if (first === undefined) {
    throw new MedusaError(
      MedusaError.Types.NOT_FOUND,
      `${what} is missing, so the demo can't be filled.`
    )
  }
  return first
}
