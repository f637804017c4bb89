import { readdirSync } from "node:fs"
import { join, resolve } from "node:path"

import {
  ContainerRegistrationKeys,
  createMedusaContainer,
} from "@medusajs/framework/utils"
import { StepResponse } from "@medusajs/framework/workflows-sdk"
import {
  addToCartWorkflow,
  cancelOrderWorkflow,
  completeCartWorkflow,
} from "@medusajs/medusa/core-flows"

import { registerHooks, registerHooksAtStart } from ".."

const WORKFLOWS = resolve(__dirname, "../..")

/** What a store does with them here does not matter. */
const ofTheStore = () => Promise.resolve(new StepResponse(undefined))

/** What a start says, with the module's option on or off. */
function start(hooks: boolean): { info: string[]; warn: string[] } {
  const said = { info: [] as string[], warn: [] as string[] }
  const logger = {
    info: (line: string) => said.info.push(line),
    warn: (line: string) => said.warn.push(line),
  }
  const container = createMedusaContainer()
  container.register({
    [ContainerRegistrationKeys.LOGGER]: { resolve: () => logger },
    resource_booking: { resolve: () => ({ options: { hooks } }) },
  })
  registerHooksAtStart(container)
  return said
}

// A process has each hook once: what is taken here stays taken in this file,
// and each test goes on from the one before.
describe("the hooks of Medusa's workflows (R22, R23)", () => {
  it("are not taken by loading our workflows, before a store's or after", async () => {
    const files = readdirSync(WORKFLOWS, { recursive: true, encoding: "utf8" })
    const ours = files.filter((f) => /\.ts$/.test(f) && !/__tests__/.test(f))
    expect(ours).toContain("hooks/index.ts")
    for (const file of ours) {
      await import(join(WORKFLOWS, file))
    }
    completeCartWorkflow.hooks.validate(ofTheStore)
    addToCartWorkflow.hooks.validate(ofTheStore)
  })

  it("are left alone with the option off, and the log says what to call", () => {
    expect(start(false)).toEqual({
      info: [
        "resource_booking: the option hooks is false. Call these yourself, from " +
          "medusa-resource-booking/workflows: " +
          "pinBookings (with unpinBookings to compensate) in completeCartWorkflow.hooks.validate, " +
          "confirmBookings (with unconfirmBookings to compensate) in completeCartWorkflow.hooks.orderCreated, " +
          "notePayment in completeCartWorkflow.hooks.beforePaymentAuthorization, " +
          "refuseUnheldItems in addToCartWorkflow.hooks.validate, " +
          "refuseUnheldCarts in createCartWorkflow.hooks.validate, " +
          "refuseUnheldChanges in updateLineItemInCartWorkflow.hooks.validate, " +
          "repriceBookings in updateCartWorkflow.hooks.cartUpdated, " +
          "refreshBookings (with unrefreshBookings to compensate) in refreshCartItemsWorkflow.hooks.beforeRefreshingPaymentCollection, " +
          "cancelBookings in cancelOrderWorkflow.hooks.orderCanceled",
      ],
      warn: [],
    })
  })

  it("are left to a store that has them, which the log says; the others are ours", () => {
    expect(start(true)).toEqual({
      info: [],
      warn: [
        "resource_booking: completeCartWorkflow.hooks.validate already has a handler. " +
          "Call pinBookings (with unpinBookings to compensate) there, from medusa-resource-booking/workflows",
        "resource_booking: addToCartWorkflow.hooks.validate already has a handler. " +
          "Call refuseUnheldItems there, from medusa-resource-booking/workflows",
      ],
    })
  })

  it("are taken then: who comes later is refused, which is why we come last", () => {
    expect(() => cancelOrderWorkflow.hooks.orderCanceled(ofTheStore)).toThrow(
      "Cannot define multiple hook handlers for the orderCanceled hook"
    )
    expect(registerHooks().map(({ hook }) => hook)).toEqual([
      "completeCartWorkflow.hooks.validate",
      "completeCartWorkflow.hooks.orderCreated",
      "completeCartWorkflow.hooks.beforePaymentAuthorization",
      "addToCartWorkflow.hooks.validate",
      "createCartWorkflow.hooks.validate",
      "updateLineItemInCartWorkflow.hooks.validate",
      "updateCartWorkflow.hooks.cartUpdated",
      "refreshCartItemsWorkflow.hooks.beforeRefreshingPaymentCollection",
      "cancelOrderWorkflow.hooks.orderCanceled",
    ])
  })
})
