import type { MedusaContainer } from "@medusajs/framework/types"

import { FOUND_NONE, hasFoundNone } from "../found-none"

const container = {} as MedusaContainer

/** A completion whose steps have answered so. */
const after = (results: Record<string, unknown>) => ({
  container,
  " getStepResult": (stepId: string) => results[stepId],
})

describe("whether this completion has looked and found no bookings", () => {
  it("is so when validate has said it", () => {
    expect(hasFoundNone(after({ validate: FOUND_NONE }))).toBe(true)
    const stored: unknown = JSON.parse(JSON.stringify(FOUND_NONE))
    expect(hasFoundNone(after({ validate: stored }))).toBe(true)
  })

  it.each([undefined, null, "none", {}, { resource_booking: "some" }])(
    "is not known when it has said %p, as a store's own handler may",
    (validate) => {
      expect(hasFoundNone(after({ validate }))).toBe(false)
    }
  )

  it("is not known of another step, nor where Medusa's context was not handed on", () => {
    expect(hasFoundNone(after({ orderCreated: FOUND_NONE }))).toBe(false)
    expect(hasFoundNone({ container })).toBe(false)
  })
})
