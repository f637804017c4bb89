import type { Http } from "../http"
import { availability } from "./availability"
import { carts } from "./carts"
import { groups } from "./groups"
import { holds } from "./holds"
import { orders } from "./orders"
import { resources } from "./resources"

/** The routes of a shop. */
export const store = (http: Http) => ({
  resources: resources(http),
  groups: groups(http),
  availability: availability(http),
  holds: holds(http),
  carts: carts(http),
  orders: orders(http),
})
