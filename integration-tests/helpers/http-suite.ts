import { randomUUID } from "node:crypto"
import { rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import { medusaIntegrationTestRunner } from "@medusajs/test-utils"

import { Bank, payByBank } from "./bank"
import { checkAnswers } from "./http"
import { asDeclaredBy, DOCUMENT } from "./http-contract"
import { Shop } from "./http-shop"

/**
 * Medusa's runner copies the whole database before each test, which takes a
 * second. Our tests change our own tables only, and those are emptied in
 * milliseconds: see Shop.empty.
 */
jest.mock("@medusajs/test-utils/dist/database", () => {
  const actual = jest.requireActual("@medusajs/test-utils/dist/database")
  return {
    ...actual,
    dbTestUtilFactory: () => ({
      ...actual.dbTestUtilFactory(),
      snapshot: () => Promise.resolve(),
      restore: () => Promise.resolve(),
    }),
  }
})

/** Every answer that a test gets is as docs/reference/openapi.yaml says. */
checkAnswers(asDeclaredBy(DOCUMENT))

/**
 * Tests against a running Medusa, in one boot. Each starts from a shop with
 * staff and customers but nothing to book, and ends with sound data.
 */
export function describeShop(
  env: Record<string, string>,
  cases: ((shop: Shop) => void)[]
): void {
  withShop(env, (shop) => {
    beforeEach(() => shop.empty())

    afterEach(async () => {
      expect(await shop.bookings.auditInvariants()).toEqual([])
    })

    cases.forEach((describeSome) => describeSome(shop))
  })
}

/** The same, for tests that share what they make. */
export function withShop(
  env: Record<string, string>,
  describeTests: (shop: Shop) => void
): void {
  const bank = new Bank(join(tmpdir(), `test-bank-${randomUUID()}.jsonl`))
  payByBank(bank.file)
  medusaIntegrationTestRunner({
    // What is done, and when, is the tests' to say.
    env: { RESOURCE_BOOKING_CLOCK: "off", ...env },
    testSuite: (suite) => {
      const shop = new Shop(suite, bank)
      describe("over HTTP", () => {
        beforeAll(() => shop.open())

        describeTests(shop)

        afterAll(async () => {
          await shop.close()
          rmSync(bank.file, { force: true })
        })
      })
    },
  })
}
