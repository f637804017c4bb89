/**
 * Each record, once: its fields as zod schemas, with a description and an
 * example of each. From them come the types (types/), the lists of fields that
 * a client may choose from, what query.graph knows, and OpenAPI (src/api/contract).
 *
 * They are declarations. Nothing is checked by them while the store runs; the
 * tests check every answer.
 */
export * from "./allocations"
export * from "./capacity"
export * from "./cart"
export * from "./catalog"
export * from "./closures"
export * from "./conflicts"
export * from "./fields"
export * from "./front-desk"
export * from "./holds"
export { refusalRecord } from "./refusals"
export * from "./reports"
export * from "./upkeep"
export * from "./words"
