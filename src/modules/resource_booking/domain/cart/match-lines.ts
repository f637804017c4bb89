/** A line of a cart, and the hold that its mark names. */
export type MarkedLine = {
  line_item_id: string
  /** Null when Medusa's variant was deleted. */
  variant_id: string | null
  hold_id: string | null
  quantity: number
  /** Decimal text. */
  unit_price: string
}

/** How many a line has, and what one costs, in decimal text. */
type Agreed = { quantity: number; unit_price: string }

type SoldHold = { id: string; line: Agreed | null }

type WaitingHold = { id: string; line: { variant_id: string } | null }

/**
 * Which lines the holds were placed for that wait for theirs: those that name
 * them. A client can write a line's mark, so the variant must be the hold's,
 * too.
 */
export function matchLines<H extends WaitingHold>(
  lines: MarkedLine[],
  waiting: H[]
): { found: { hold: H; line_item_id: string }[]; unnamed: H[] } {
  const found: { hold: H; line_item_id: string }[] = []
  const unnamed: H[] = []
  for (const hold of waiting) {
    const line = lines.find((one) => names(one, hold))
    if (line) {
      found.push({ hold, line_item_id: line.line_item_id })
    } else {
      unnamed.push(hold)
    }
  }
  return { found, unnamed }
}

/**
 * Whether a line says something else than the hold that it is sold with: other
 * dates, or what it cost before them.
 */
export function isStray(
  line: MarkedLine,
  { id, line: agreed }: SoldHold
): boolean {
  return line.hold_id !== id || !agreed || !isAsAgreed(line, agreed)
}

/** One may say 95 and the other 95.00. */
export function isAsAgreed(line: Agreed, agreed: Agreed): boolean {
  return (
    line.quantity === agreed.quantity &&
    Number(line.unit_price) === Number(agreed.unit_price)
  )
}

function names({ variant_id, hold_id }: MarkedLine, hold: WaitingHold) {
  const isOfItsVariant =
    variant_id === null || variant_id === hold.line?.variant_id
  return hold_id === hold.id && isOfItsVariant
}
