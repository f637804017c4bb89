import { z } from "@medusajs/framework/zod"

import { checkAdditionalData } from "../additional-data"

/** As Medusa makes it of a store's middlewares. */
const store = {
  additionalDataValidator: z.object({ club: z.string() }).nullish(),
}

describe("additional data", () => {
  it("may be anything where the store's middlewares say nothing of it", () => {
    const data = { club: "yes", more: [1, { else: null }] }
    expect(checkAdditionalData({}, data)).toEqual(data)
  })

  it("is what the store's middlewares make of it", () => {
    const data = { club: "yes", more: 1 }
    expect(checkAdditionalData(store, data)).toEqual({ club: "yes" })
    expect(checkAdditionalData(store, undefined)).toBeUndefined()
  })

  it("is refused where it is not what they ask for, and says where", () => {
    expect(() => checkAdditionalData(store, { club: 1 })).toThrow(
      /^additional_data\.club: /
    )
  })
})
