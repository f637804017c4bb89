import type { PriceMode } from "../domain/cart/price"
import type { Statement } from "./database"

/** How a variant is booked, if anything is set. Answers `{ price_mode }`. */
export function selectVariant(id: string): Statement {
  return {
    text: "select price_mode from booking_variant where variant_id = $1",
    values: [id],
  }
}

export function writeVariant(id: string, mode: PriceMode): Statement {
  return {
    text: `
      insert into booking_variant
        (variant_id, price_mode, created_at, updated_at)
      values ($1, $2, clock_timestamp(), clock_timestamp())
      on conflict (variant_id) do update
        set price_mode = excluded.price_mode, updated_at = excluded.updated_at`,
    values: [id, mode],
  }
}
