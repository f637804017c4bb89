import type { LineRevenue } from "./revenue"

/**
 * Something that an order was paid for: a line, or what it costs besides, such
 * as its delivery. Amounts are in the currency's smallest unit, with taxes and
 * less discounts; a tax may leave fractions.
 */
export type SoldPart = {
  id: string
  /** What it cost when the order was made; 0 if it was added later. */
  first: number
  /** What is left of it, without the units that were taken out or came back. */
  now: number
  /** The most that it has ever cost. */
  most: number
}

/** An order's money, in the currency's smallest unit, and what it was for. */
export type PaidOrder = {
  currency_code: string
  /** How many of the currency's digits are behind the point. */
  digits: number
  captured: number
  refunded: number
  parts: SoldPart[]
}

/**
 * Shares the money that was kept, captured less refunded, among what it was
 * paid for, to the smallest coin:
 *
 * - What was captured pays for what the order has, and then for what it had:
 *   units that were taken out or came back. Of either, what was sold first is
 *   paid first.
 * - A refund gives back what the order had. What is refunded beyond that is
 *   taken from what it has, in proportion.
 */
export function shareMoney(order: PaidOrder): LineRevenue[] {
  const { parts, currency_code, digits } = order
  const paid = payFor(parts, BigInt(order.captured))
  const refunded = BigInt(order.refunded)
  const had = sum(paid.had)
  const keptOfHad = split(atLeast0(had - refunded), paid.had)
  const beyond = atLeast0(refunded - had)
  const keptOfHas = split(atLeast0(sum(paid.has) - beyond), paid.has)
  return parts.map(({ id }, i) => ({
    ...{ line_item_id: id, currency_code, digits },
    minor: Number(at(keptOfHas, i) + at(keptOfHad, i)),
  }))
}

/** What was captured for each part: for what the order has, and what it had. */
function payFor(
  parts: SoldPart[],
  captured: bigint
): { has: bigint[]; had: bigint[] } {
  const [hasFirst, hasLater, hadFirst, hadLater, all] = weigh(parts)
  let left = captured
  let seen = 0n
  let counted = 0n
  const pay = (weights: bigint[]) => {
    // Rounded when all up to here are added: no coin is lost between two.
    seen += sum(weights)
    const cost = (seen + UNIT / 2n) / UNIT - counted
    counted += cost
    const amount = left < cost ? left : cost
    left -= amount
    return split(amount, weights)
  }
  const paid = [hasFirst, hasLater, hadFirst, hadLater].map(pay)
  const more = split(left, all) // Whoever pays more pays it for everything.
  return {
    has: parts.map((_, i) => at(paid[0], i) + at(paid[1], i) + at(more, i)),
    had: parts.map((_, i) => at(paid[2], i) + at(paid[3], i)),
  }
}

type Weights = [bigint[], bigint[], bigint[], bigint[], bigint[]]

/** By what is there still, or not any more; each sold first, or added later. */
function weigh(parts: SoldPart[]): Weights {
  const each = parts.map(({ first, now, most }) => {
    const all = Math.max(first, now, most)
    const hasFirst = Math.min(first, now)
    const hadFirst = first - hasFirst
    return [hasFirst, now - hasFirst, hadFirst, all - now - hadFirst, all]
  })
  const column = (i: number) => each.map((row) => toWeight(row[i] ?? 0))
  return [column(0), column(1), column(2), column(3), column(4)]
}

/** Of the smallest coin, so that fractions of it count. */
const UNIT = 1_000_000n

function toWeight(minor: number): bigint {
  return BigInt(Math.round(minor * Number(UNIT)))
}

/** In proportion, rounded so that it adds up; nothing where nothing weighs. */
function split(amount: bigint, weights: bigint[]): bigint[] {
  const total = sum(weights)
  let weight = 0n
  let given = 0n
  return weights.map((own) => {
    weight += own
    const due =
      total === 0n ? 0n : (2n * amount * weight + total) / (2n * total)
    const part = due - given
    given = due
    return part
  })
}

function sum(amounts: bigint[]): bigint {
  return amounts.reduce((all, one) => all + one, 0n)
}

function atLeast0(amount: bigint): bigint {
  return amount > 0n ? amount : 0n
}

function at(amounts: bigint[] | undefined, i: number): bigint {
  return amounts?.[i] ?? 0n
}
