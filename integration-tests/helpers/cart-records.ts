import type { Shop } from "./http-shop"

/** Everything that Medusa stores of a cart, whole rows, whatever reads them. */
const RECORDS: Record<string, string> = {
  cart: "select to_jsonb(c) as row from cart c where c.id = $1",
  lines: `select to_jsonb(l) as row from cart_line_item l
    where l.cart_id = $1 and l.deleted_at is null order by l.id`,
  tax_lines: `select to_jsonb(t) as row from cart_line_item_tax_line t
    join cart_line_item l on l.id = t.item_id
    where l.cart_id = $1 and t.deleted_at is null order by t.id`,
  adjustments: `select to_jsonb(a) as row from cart_line_item_adjustment a
    join cart_line_item l on l.id = a.item_id
    where l.cart_id = $1 and a.deleted_at is null order by a.id`,
  promotions: `select to_jsonb(p) as row from cart_promotion p
    where p.cart_id = $1 and p.deleted_at is null order by p.promotion_id`,
  collections: `select to_jsonb(c) as row from payment_collection c
    join cart_payment_collection l on l.payment_collection_id = c.id
    where l.cart_id = $1 and c.deleted_at is null order by c.id`,
  sessions: `select to_jsonb(s) as row from payment_session s
    join cart_payment_collection l
      on l.payment_collection_id = s.payment_collection_id
    where l.cart_id = $1 and s.deleted_at is null order by s.id`,
}

export type CartRecords = Record<string, Record<string, unknown>[]>

/** What Medusa has stored of a cart: nothing is left out. */
export async function cartRecords(
  { database }: Shop,
  cartId: string
): Promise<CartRecords> {
  const records: CartRecords = {}
  for (const [name, text] of Object.entries(RECORDS)) {
    const { rows } = await database.query<{ row: Record<string, unknown> }>(
      text,
      [cartId]
    )
    records[name] = rows.map(({ row }) => row)
  }
  return records
}
