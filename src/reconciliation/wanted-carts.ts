import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"

import { bookingsIn } from "../checkout/booking-lines"
import type { HeldCart } from "../modules/resource_booking/types"
import type { Checking } from "./check"
import { pagesOf } from "./pages"

/** Pages of a hundred carts that a sweep looks at. */
const SWEPT_PAGES = 10

/**
 * Carts with holds of which money may have moved: all of the last days; or those
 * with a payment since the last run, those that it flagged, and some of the rest.
 */
export async function* wantedCarts({
  container,
  look: { since, flagged, sweep },
}: Checking): AsyncGenerator<HeldCart[]> {
  const bookings = bookingsIn(container)
  if (sweep === null) {
    yield* heldCarts("", (after) => bookings.listHeldCarts(after, since))
    return
  }
  const among = (ids: string[]) =>
    heldCarts("", (after) => bookings.listHeldCarts(after, sweep.since, ids))
  yield* among(flagged)
  for await (const ids of cartsPaidSince(container, since)) {
    yield* among(ids)
  }
  for (let page = 0; page < SWEPT_PAGES; page++) {
    const carts = await bookings.listHeldCarts(sweep.carts, sweep.since)
    sweep.carts = carts.at(-1)?.cart_id ?? ""
    if (carts.length === 0) {
      return
    }
    yield carts
  }
}

async function* heldCarts(
  from: string,
  read: (after: string) => Promise<HeldCart[]>
): AsyncGenerator<HeldCart[]> {
  let page = await read(from)
  while (page.length > 0) {
    yield page
    page = await read(page.at(-1)?.cart_id as string)
  }
}

type Payment = { id: string; payment_collection_id: string }
type Capture = { id: string; payment: Omit<Payment, "id"> | null }

/** Carts of payments that were made or captured since a moment. */
async function* cartsPaidSince(
  container: MedusaContainer,
  since: Date
): AsyncGenerator<string[]> {
  const at = { created_at: { $gte: since } }
  const fields = ["id", "payment_collection_id"]
  for await (const page of pagesOf<Payment>(container, "payment", fields, at)) {
    yield await cartsOf(container, page)
  }
  const captures = pagesOf<Capture>(
    container,
    "capture",
    ["id", "payment.payment_collection_id"],
    at
  )
  for await (const page of captures) {
    const payments = page.flatMap(({ payment }) => payment ?? [])
    yield await cartsOf(container, payments)
  }
}

async function cartsOf(
  container: MedusaContainer,
  payments: Omit<Payment, "id">[]
): Promise<string[]> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const ids = payments.map((payment) => payment.payment_collection_id)
  const { data } = await query.graph({
    entity: "cart_payment_collection",
    fields: ["cart_id"],
    filters: { payment_collection_id: [...new Set(ids)] },
  })
  const links = data as unknown as { cart_id: string }[]
  return [...new Set(links.map(({ cart_id }) => cart_id))]
}
