import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"

import type { HeldCart } from "../../modules/resource_booking/types"
import { OLD_ENOUGH_MS } from "../booking-orders"
import { type Check, flagged, type Found, unchecked } from "../check"
import {
  type CartPayment,
  type OpenPayment,
  openPayment,
} from "../open-payment"
import { readApart } from "../read-apart"
import { wantedCarts } from "../wanted-carts"

/**
 * Carts with bookings whose money has moved, and of which no order was made:
 * the provider has told Medusa of the payment, and the process died before
 * anybody completed the cart. Whether it is to be an order or the money to go
 * back, staff know. A cart that is on record as a conflict is left to that.
 */
export const paidCarts: Check = {
  name: "paid_carts",
  async run(checking) {
    const found: Found[] = []
    const seen = new Set<string>()
    for await (const page of wantedCarts(checking)) {
      const carts = page.filter(({ cart_id }) => !seen.has(cart_id))
      carts.forEach(({ cart_id }) => seen.add(cart_id))
      found.push(...(await flagsOf(checking.container, carts)))
    }
    return { checked: seen.size, details: found }
  },
}

async function flagsOf(
  container: MedusaContainer,
  page: HeldCart[]
): Promise<Found[]> {
  const carts = new Map(page.map((cart) => [cart.cart_id, cart]))
  const read = (ids: string[]) =>
    paidOf(
      container,
      ids.flatMap((id) => carts.get(id) ?? [])
    )
  const { rows, unreadable } = await readApart(
    container,
    [...carts.keys()],
    read
  )
  return [
    ...rows.map(({ cart: { cart_id }, payments }) =>
      flagged(cart_id, messageOf(cart_id, payments))
    ),
    ...unreadable.map((id) => unchecked(id)),
  ]
}

type PaidCart = { cart: HeldCart; payments: OpenPayment[] }

/** Of these carts, those that are paid, are open, and have a booking still. */
async function paidOf(
  container: MedusaContainer,
  carts: HeldCart[]
): Promise<PaidCart[]> {
  const rows = await openCarts(container, carts)
  const before = Date.now() - OLD_ENOUGH_MS
  const paid = carts.flatMap((cart): PaidCart[] => {
    const row = rows.find(({ id }) => id === cart.cart_id)
    const all = row?.payment_collection?.payments ?? []
    const after = cart.settled_at ? Date.parse(cart.settled_at) : -Infinity
    const payments = all.flatMap(
      (one) => (one && openPayment(one, after, before)) ?? []
    )
    return payments.length > 0 ? [{ cart, payments }] : []
  })
  const lines = await linesOf(container, paid)
  return paid.filter(({ cart }) =>
    cart.line_item_ids.some((id) => lines.has(id))
  )
}

type Row = {
  id: string
  order: { id: string } | null
  payment_collection: { payments: (CartPayment | null)[] | null } | null
}

const PAYMENT = [
  ...["id", "created_at", "canceled_at", "currency_code"],
  ...["captures.amount", "captures.created_at", "refunds.amount"],
]

const FIELDS = [
  ...["id", "order.id"],
  ...PAYMENT.map((field) => `payment_collection.payments.${field}`),
]

async function openCarts(
  container: MedusaContainer,
  carts: HeldCart[]
): Promise<Row[]> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "cart",
    fields: FIELDS,
    filters: { id: carts.map(({ cart_id }) => cart_id), completed_at: null },
  })
  const rows = data as unknown as Row[]
  return rows.filter(({ order }) => !order)
}

async function linesOf(
  container: MedusaContainer,
  carts: PaidCart[]
): Promise<Set<string>> {
  const id = carts.flatMap(({ cart }) => cart.line_item_ids)
  if (id.length === 0) {
    return new Set()
  }
  const lines = await container
    .resolve(Modules.CART)
    .listLineItems({ id }, { select: ["id"], take: id.length })
  return new Set(lines.map((line) => line.id))
}

/** Medusa's routes give back what an order cost, not what a cart did. */
function messageOf(cartId: string, payments: OpenPayment[]): string {
  const paid = payments.map(({ id, state }) => `${id} is ${state}`).join(", ")
  return `${paid}, but the cart was never completed. Complete it (POST /store/carts/${cartId}/complete), then cancel the order if the money is to be refunded.`
}
