import { createHash, createHmac, timingSafeEqual } from "node:crypto"

import type { Actor, CreateAllocations, HoldWish, PlaceHold } from "../../types"

const MASK_LENGTH = 10

/**
 * The secret that lets its bearer read and change a hold: derived from the id,
 * so that a replay can return it and nothing needs to be stored.
 */
export function holdToken(secret: string, holdId: string): string {
  return createHmac("sha256", secret).update(holdId).digest("base64url")
}

/** Compares in constant time. */
export function isHoldToken(
  secret: string,
  holdId: string,
  given: string
): boolean {
  const expected = Buffer.from(holdToken(secret, holdId))
  const actual = Buffer.from(given)
  return expected.length === actual.length && timingSafeEqual(expected, actual)
}

/** An address by a name that is the same each time, and tells nothing of it. */
export function maskedAddress(secret: string, address: string): string {
  const digest = createHmac("sha256", secret).update(`address ${address}`)
  return digest.digest("hex").slice(0, MASK_LENGTH)
}

/**
 * Whose idempotency keys these are: the customer's, else the cart's; an
 * anonymous client's key stands for itself.
 */
export function idempotencyScope(input: HoldWish): string {
  if (input.customer_id) {
    return `customer:${input.customer_id}`
  }
  return input.cart_id ? `cart:${input.cart_id}` : ""
}

/** Each member of staff has keys of their own; no shopper can meet them. */
export function staffScope(actor: Actor): string {
  return `staff:${actor.id ?? ""}`
}

/**
 * Whom the limits count against; null when there is nobody to tell apart. An
 * e-mail is nobody: who types one has not shown that it is theirs, and could
 * use up what its real holder may keep.
 */
export function ownerOf(
  input: Pick<PlaceHold, "customer_id" | "cart_id">
): string | null {
  if (input.customer_id) {
    return `customer:${input.customer_id}`
  }
  return input.cart_id ? `cart:${input.cart_id}` : null
}

/**
 * What the client asked for, as a digest: same key, other digest, refused. Of
 * a line it is the variant; what that costs may be other than it was.
 */
export function fingerprint(input: HoldWish): string {
  const { items, cart_id, email, metadata, line } = input
  const body = {
    items,
    cart_id: cart_id ?? null,
    email: email ?? null,
    metadata: metadata ?? {},
    ...(line ? { variant_id: line.variant_id } : {}),
  }
  return createHash("sha256").update(canonical(body)).digest("hex")
}

/** The same of what staff ask for. */
export function staffFingerprint(input: CreateAllocations): string {
  const { idempotency_key: _, ...body } = input
  return createHash("sha256").update(canonical(body)).digest("hex")
}

/** JSON with sorted keys: the same body in another order is the same body. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(
          Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))
        )
      : inner
  )
}
