import type { MedusaContainer } from "@medusajs/framework/types"

import { bookingsIn } from "../../../checkout/booking-lines"
import type { BookingCart } from "../../../checkout/priced-lines"
import { reject } from "../../../modules/resource_booking"

type Planned = { line_item_id?: string | undefined; variant_id: string }

/**
 * Refuses to add a variant that is not sold in the cart's sales channel: the
 * order would be one of that channel. A line that is there may be changed. A cart
 * without a channel, which only code makes, takes them all.
 *
 * @throws BookingRefusal `invalid_data`
 */
export async function refuseOtherChannels(
  container: MedusaContainer,
  { sales_channel_id }: BookingCart,
  { line_item_id, variant_id }: Planned
): Promise<void> {
  if (line_item_id !== undefined) {
    return
  }
  const isSold =
    !sales_channel_id ||
    (await bookingsIn(container).isVariantSold(variant_id, [sales_channel_id]))
  if (!isSold) {
    reject(
      "invalid_data",
      "This product is not sold in the sales channel of the cart.",
      { variant_id }
    )
  }
}
