/** A world, and what tests do in it. */
export * from "./fixtures"
export * from "./guards"
export * from "./hold-rows"
export * from "./open-world"
export { ADMIN, JOB } from "./process"
export * from "./waiting"
