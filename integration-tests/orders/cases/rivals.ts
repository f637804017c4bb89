import { catchErrors } from "../../helpers/caught-errors"
import { complete, createRegions, createVariant } from "../../helpers/checkout"
import type { Shop } from "../../helpers/http-shop"
import {
  openTour,
  type Purchase,
  readyToPay,
  type Tour,
} from "../../helpers/purchase"
import { day } from "../../helpers/world"

const MON = day(30)
const PRICE = 70
/** By turns with our handlers and without. More in the proof. */
const ROUNDS = Math.round(4 * Number(process.env.PROOF_SCALE ?? 1))

/** Two customers who pay for one room at the same moment. */
export function rivalCases(shop: Shop): void {
  describe("rivals", () => describeRivals(shop))
}

function describeRivals(shop: Shop): void {
  let region: string
  beforeAll(async () => {
    region = (await createRegions(shop)).au
  })
  beforeEach(() => {
    shop.bank.empty()
    catchErrors(shop)
  })
  afterEach(() => jest.restoreAllMocks())

  /** Each has held the room, and has dawdled. */
  async function rivals(tour: Tour): Promise<Purchase[]> {
    const both: Purchase[] = []
    for (let i = 0; i < 2; i++) {
      const one = await readyToPay(shop, region, tour.wish(MON), "auto")
      await shop.expire(one.hold.id)
      both.push(one)
    }
    return both
  }

  /** What came of one round. */
  async function round() {
    const tour = await openTour(shop, await createVariant(shop, { aud: PRICE }))
    const both = await rivals(tour)
    const answers = await Promise.all(
      both.map(({ cart_id }) => complete(shop.anyone, cart_id))
    )
    const { resource_id } = tour
    const { rows } = await shop.bookings.listAllocations({ resource_id })
    return {
      orders: answers.flatMap(({ body }) => body.order?.id ?? []) as string[],
      sold: rows.map(({ order_id }) => order_id),
      charged: both.map(({ payment }) => shop.bank.taken(payment)).sort(),
      asked: both.filter(({ payment }) => shop.bank.moves(payment).length > 0),
    }
  }

  /** As in a store that has a handler of its own, and does not call ours. */
  const withoutPin = () =>
    jest
      .spyOn(shop.bookings, "pinHolds")
      .mockResolvedValue({ pinned: [], unquoted: [] })

  it(`are one order, and the other is not charged, in each of ${ROUNDS} rounds`, async () => {
    for (let i = 0; i < ROUNDS; i++) {
      // By turns: the loser is refused before the payment, or paid back.
      const pin = i % 2 === 0 ? null : withoutPin()
      const { orders, sold, charged, asked } = await round()
      pin?.mockRestore()
      expect(orders).toHaveLength(1)
      expect(sold).toEqual(orders)
      expect(charged).toEqual([0, PRICE])
      expect(asked).toHaveLength(pin ? 2 : 1)
    }
  })

  it("are two orders and two charges without our handlers: the control", async () => {
    withoutPin()
    const confirm = jest.spyOn(shop.bookings, "confirmHold")
    confirm.mockResolvedValue({ hold: {}, allocations: [] } as never)
    const { orders, charged } = await round()
    expect(new Set(orders).size).toBe(2)
    expect(charged).toEqual([PRICE, PRICE])
  })
}
