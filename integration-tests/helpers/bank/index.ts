import { resolve } from "node:path"

import { Modules } from "@medusajs/framework/utils"

import config from "../../../medusa-config"

export { Bank, type Card } from "./bank"

/** As Medusa calls the provider, from its identifier and its id. */
export const BANK = "pp_bank_test"

/** Adds the bank to this process's configuration, before Medusa is loaded. */
export function payByBank(file: string): void {
  Object.assign(config.modules ?? {}, {
    [Modules.PAYMENT]: {
      resolve: "@medusajs/medusa/payment",
      options: {
        providers: [
          {
            resolve: resolve(__dirname, "provider"),
            id: "test",
            options: { file },
          },
        ],
      },
    },
  })
}
