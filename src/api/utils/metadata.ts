import { isStorable } from "../../modules/resource_booking"

const MAX_BYTES = 16_384
const MAX_DEPTH = 5

export const METADATA_RULE =
  `Must be a JSON object of at most ${MAX_BYTES} bytes,` +
  ` nested at most ${MAX_DEPTH} levels deep`

/**
 * Whether a value is metadata that can be stored and given back unchanged.
 * `__proto__` would be lost, or worse, wherever the object is copied.
 */
export function isMetadata(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    isPlain(value, MAX_DEPTH) &&
    isStorable(value) &&
    Buffer.byteLength(JSON.stringify(value)) <= MAX_BYTES
  )
}

function isPlain(value: unknown, depth: number): boolean {
  if (typeof value === "number") {
    // JSON's 1e999 arrives as Infinity and would be stored as null.
    return Number.isFinite(value)
  }
  if (typeof value !== "object" || value === null) {
    return true
  }
  return (
    depth > 0 &&
    !Object.hasOwn(value, "__proto__") &&
    Object.values(value).every((inner) => isPlain(inner, depth - 1))
  )
}
