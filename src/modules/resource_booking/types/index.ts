/**
 * The module's public vocabulary: what its service takes and gives. Dates are
 * `YYYY-MM-DD`, moments are ISO 8601 in UTC.
 */
export * from "./allocations"
export * from "./capacity"
export * from "./cart"
export * from "./catalog"
export * from "./closures"
export * from "./conflicts"
export * from "./front-desk"
export * from "./hold-validation"
export * from "./holds"
export * from "./reports"
export * from "./shared"
export * from "./upkeep"
