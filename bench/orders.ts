import type { Pool } from "@medusajs/framework/pg"

/**
 * Ids of the copies, as the name of the id's own kind and a number: joins of
 * copies meet as those of the original do.
 */
const copyOf = (prefix: string) => `'${prefix}' || n`

/** Columns of a copied row that are not the original's, as SQL of its `n`. */
type Copy = { table: string; where: string; columns: Record<string, string> }

const COPIES: Copy[] = [
  {
    table: "cart",
    where: "t.id = $1",
    columns: { id: copyOf("cart_copy_") },
  },
  {
    table: "order",
    where: "t.id = $2",
    columns: { id: copyOf("order_copy_"), display_id: "n + 1000" },
  },
  {
    table: "order_summary",
    where: "t.order_id = $2",
    columns: { id: copyOf("ordsum_copy_"), order_id: copyOf("order_copy_") },
  },
  {
    table: "order_line_item",
    where: "t.id in (select item_id from order_item where order_id = $2)",
    columns: {
      id: copyOf("ordli_copy_"),
      metadata: `jsonb_build_object('resource_booking',
        jsonb_build_object('hold_id', ${copyOf("bhold_copy_")}))`,
    },
  },
  {
    table: "order_item",
    where: "t.order_id = $2",
    columns: {
      id: copyOf("orditem_copy_"),
      order_id: copyOf("order_copy_"),
      item_id: copyOf("ordli_copy_"),
    },
  },
  {
    table: "order_cart",
    where: "t.order_id = $2",
    columns: {
      id: copyOf("ordercart_copy_"),
      order_id: copyOf("order_copy_"),
      cart_id: copyOf("cart_copy_"),
    },
  },
  {
    table: "payment_collection",
    where: `t.id in (select payment_collection_id
      from order_payment_collection where order_id = $2)`,
    columns: { id: copyOf("pay_col_copy_") },
  },
  {
    table: "payment_session",
    where: `t.payment_collection_id in (select payment_collection_id
      from order_payment_collection where order_id = $2)`,
    columns: {
      id: copyOf("payses_copy_"),
      payment_collection_id: copyOf("pay_col_copy_"),
    },
  },
  {
    table: "payment",
    where: `t.payment_collection_id in (select payment_collection_id
      from order_payment_collection where order_id = $2)`,
    columns: {
      id: copyOf("pay_copy_"),
      payment_collection_id: copyOf("pay_col_copy_"),
      payment_session_id: copyOf("payses_copy_"),
    },
  },
  {
    table: "order_payment_collection",
    where: "t.order_id = $2",
    columns: {
      id: copyOf("orderpay_copy_"),
      order_id: copyOf("order_copy_"),
      payment_collection_id: copyOf("pay_col_copy_"),
    },
  },
]

/** Copies of one order, in Medusa's tables, with its cart and its payment. */
export async function copyOrder(
  pool: Pool,
  orderId: string,
  count: number
): Promise<void> {
  const { rows } = await pool.query<{ cart_id: string }>(
    "select cart_id from order_cart where order_id = $1",
    [orderId]
  )
  for (const { table, where, columns } of COPIES) {
    const changed = Object.entries(columns)
      .map(([name, value]) => `'${name}', ${value}`)
      .join(", ")
    await pool.query(
      `insert into "${table}"
        select copy.* from "${table}" t,
          (select $1::text, $2::text) as both_are_typed,
          generate_series(1, $3::int) as n,
          jsonb_populate_record(t, jsonb_build_object(${changed})) as copy
        where ${where}`,
      [rows[0]?.cart_id, orderId, count]
    )
  }
  for (const { table } of COPIES) {
    await pool.query(`analyze "${table}"`)
  }
}

/** Makes the copies evenly over so many days; 0 for the last ten minutes. */
export async function spreadOrders(pool: Pool, days: number): Promise<void> {
  const made = `now() - interval '10 minutes'
    - (random() * $1::float) * interval '1 day'`
  await pool.query(
    `update "order" set created_at = made, updated_at = made
    from (select id as of, ${made} as made from "order") as m where of = id`,
    [days]
  )
  await pool.query(
    `update order_line_item l set created_at = o.created_at
    from order_item i join "order" o on o.id = i.order_id
    where i.item_id = l.id`
  )
  await pool.query(`vacuum analyze "order"`)
  await pool.query("vacuum analyze order_line_item")
}
