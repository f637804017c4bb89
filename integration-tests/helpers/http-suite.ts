import { medusaIntegrationTestRunner } from "@medusajs/test-utils"
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

/**
 * Tests against a running Medusa, in one boot. Each starts from a shop with
 * staff and customers but nothing to book, and ends with sound data.
 */
export function describeShop(
  env: Record<string, string>,
  cases: ((shop: Shop) => void)[]
): void {
  medusaIntegrationTestRunner({
    env,
    testSuite: (suite) => {
      describe("over HTTP", () => describeCases(new Shop(suite), cases))
    },
  })
}

function describeCases(shop: Shop, cases: ((shop: Shop) => void)[]): void {
  beforeAll(() => shop.open())

  beforeEach(() => shop.empty())

  afterEach(async () => {
    expect(await shop.bookings.auditInvariants()).toEqual([])
  })

  afterAll(() => shop.close())

  cases.forEach((describeSome) => describeSome(shop))
}
