import type { BigNumberInput } from "@medusajs/framework/types"
import { defaultCurrencies, MathBN } from "@medusajs/framework/utils"

/** Cents of a dollar, none of a yen; two where Medusa doesn't know. */
export function digitsOf(currencyCode: string): number {
  return defaultCurrencies[currencyCode.toUpperCase()]?.decimal_digits ?? 2
}

/** An amount as Medusa has it, in the main unit, to the currency's smallest. */
export function toMinor(amount: BigNumberInput, digits: number): number {
  return Math.round(MathBN.mult(amount, 10 ** digits).toNumber())
}
