import type { ShopAllocationDTO } from "../../modules/resource_booking/types"
import { type Http, path, type RequestOptions } from "../http"

export const orders = (http: Http) => ({
  /** What an order has booked: its allocations. */
  readBookings: (orderId: string, options?: RequestOptions) =>
    http.get<{ bookings: ShopAllocationDTO[] }>(
      path`/orders/${orderId}/bookings`,
      {},
      options
    ),
})
