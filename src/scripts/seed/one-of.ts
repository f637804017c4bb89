import { MedusaError } from "@medusajs/framework/utils"

/**
 * The first of what must not be empty.
 *
 * @throws MedusaError when there is nothing, with what was looked for
 */
export function oneOf<T>(found: (T | undefined)[], what = "It"): T {
  const [first] = found
  if (first === undefined) {
    throw new MedusaError(
      MedusaError.Types.NOT_FOUND,
      `${what} is missing; the demo can't be filled.`
    )
  }
  return first
}
