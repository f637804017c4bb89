/** The routes of a shop, by noun. */
export { availability } from "./availability"
export { carts } from "./carts"
export { groups } from "./groups"
export { holds } from "./holds"
export { orders } from "./orders"
export { resources } from "./resources"
