import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"

import { ok } from "../answers"
import { route } from "../define-route"

const contract = {
  body: z.strictObject({ name: z.string().trim() }),
  query: z.strictObject({ limit: z.coerce.number().default(20) }),
}

/** A request as Express has it, and what is answered to it. */
async function send(body: object) {
  const req = {
    ...{ params: {}, query: {}, body, scope: { resolve: () => ({}) } },
    get: () => undefined,
  }
  const answered: unknown[] = []
  const res = {
    req,
    status: (status: number) => (answered.push(status), res),
    set: () => res,
    json: (answer: unknown) => (answered.push(answer), res),
  }
  const handle = route(contract, ({ body, query }) => ok({ body, query }))
  await handle(
    req as unknown as MedusaRequest,
    res as unknown as MedusaResponse
  )
  return { req: req as unknown as Partial<MedusaRequest>, answered }
}

describe("route", () => {
  it("leaves what has passed its checks on the request, as Medusa's do", async () => {
    const { req, answered } = await send({ name: " Kayak " })
    expect(answered).toEqual([
      200,
      { body: { name: "Kayak" }, query: { limit: 20 } },
    ])
    expect(req.validatedBody).toEqual({ name: "Kayak" })
    expect(req.validatedQuery).toEqual({ limit: 20 })
  })

  it("leaves nothing of a request that is refused", async () => {
    const { req, answered } = await send({ name: 1 })
    expect(answered).toMatchObject([400, { code: "invalid_data" }])
    expect(req.validatedBody).toBeUndefined()
    expect(req.validatedQuery).toBeUndefined()
  })
})
