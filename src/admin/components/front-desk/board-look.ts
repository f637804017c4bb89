import type {
  HousekeepingStatus,
  OrderSummary,
  RoomStatus,
} from "../../lib/types"

type Tint = { box: string; word: string }

const GREEN: Tint = {
  box: "bg-ui-tag-green-bg border-ui-tag-green-border",
  word: "text-ui-tag-green-text",
}
const BLUE: Tint = {
  box: "bg-ui-tag-blue-bg border-ui-tag-blue-border",
  word: "text-ui-tag-blue-text",
}
const PURPLE: Tint = {
  box: "bg-ui-tag-purple-bg border-ui-tag-purple-border",
  word: "text-ui-tag-purple-text",
}
const ORANGE: Tint = {
  box: "bg-ui-tag-orange-bg border-ui-tag-orange-border",
  word: "text-ui-tag-orange-text",
}
const RED: Tint = {
  box: "bg-ui-tag-red-bg border-ui-tag-red-border",
  word: "text-ui-tag-red-text",
}
const NEUTRAL: Tint = {
  box: "bg-ui-tag-neutral-bg border-ui-tag-neutral-border",
  word: "text-ui-tag-neutral-text",
}

/** The colors of a room; what they mean stands in it in words as well. */
export const ROOM_TINTS: Record<RoomStatus, Tint> = {
  available: GREEN,
  occupied: BLUE,
  booked: PURPLE,
  departed: NEUTRAL,
  no_show: NEUTRAL,
  held: ORANGE,
  out_of_order: RED,
  maintenance: RED,
  frozen: NEUTRAL,
  blackout: NEUTRAL,
  inactive: NEUTRAL,
}

export const HOUSEKEEPING_COLORS = {
  clean: "green",
  inspected: "green",
  dirty: "orange",
  out_of_order: "red",
  maintenance: "red",
} as const satisfies Record<HousekeepingStatus, string>

type Who = {
  guests: { name: string }[]
  email: string | null
  order_id: string | null
  note: string | null
}

/** Guests by name, else who booked, else the order, else what staff noted. */
export function whoIs(
  { guests, email, order_id, note }: Who,
  orders: Map<string, OrderSummary> | undefined
): string | null {
  const order = order_id === null ? undefined : orders?.get(order_id)
  return (
    guests.map(({ name }) => name).join(", ") ||
    email ||
    order?.email ||
    (order && `#${order.display_id}`) ||
    note
  )
}
