/** Small pieces that name a record: badges, links, countdowns. */
import { clx, Skeleton, StatusBadge, Text, Tooltip } from "@medusajs/ui"
import { Link } from "react-router-dom"

import { useNow } from "../../hooks/use-now"
import { useText } from "../../hooks/use-text"
import type {
  AdminHoldDTO,
  AllocationStatus,
  HoldStatus,
  OrderSummary,
  ResourceDTO,
} from "../../lib/types"

type Color = "green" | "red" | "blue" | "orange" | "grey" | "purple"

const HOLD_COLORS: Record<HoldStatus, Color> = {
  active: "orange",
  confirmed: "green",
  released: "grey",
  expired: "grey",
}

export function HoldBadge({ status }: { status: HoldStatus }) {
  const { say } = useText()
  return (
    <StatusBadge color={HOLD_COLORS[status]}>
      {say(`hold.status.${status}`)}
    </StatusBadge>
  )
}

export function AllocationBadge({ status }: { status: AllocationStatus }) {
  const { say } = useText()
  return (
    <StatusBadge color={status === "confirmed" ? "green" : "grey"}>
      {say(`allocation.status.${status}`)}
    </StatusBadge>
  )
}

/** On sale, off sale, or frozen. */
export function ResourceBadge({
  resource,
}: {
  resource: Pick<ResourceDTO, "is_active" | "is_frozen">
}) {
  const { say } = useText()
  if (!resource.is_active) {
    return <StatusBadge color="grey">{say("resource.inactive")}</StatusBadge>
  }
  return resource.is_frozen ? (
    <StatusBadge color="blue">{say("resource.frozen")}</StatusBadge>
  ) : (
    <StatusBadge color="green">{say("resource.active")}</StatusBadge>
  )
}

export const LINK =
  "text-ui-fg-interactive hover:text-ui-fg-interactive-hover transition-fg"

type Named = { id: string; name: string | undefined }

export function ResourceLink({ id, name }: Named) {
  return <NamedLink to={`/bookings/resources/${id}`} name={name} />
}

export function GroupLink({ id, name }: Named) {
  return <NamedLink to={`/bookings/groups/${id}`} name={name} />
}

/** A name that is still on its way has a place already. */
function NamedLink({ to, name }: { to: string; name: string | undefined }) {
  if (name === undefined) {
    return <Skeleton className="h-4 w-28" />
  }
  return (
    <Link
      to={to}
      onClick={(event) => event.stopPropagation()}
      className={clx(LINK, "txt-compact-small truncate")}
    >
      {name}
    </Link>
  )
}

export function OrderLink({
  id,
  order,
}: {
  id: string
  order: OrderSummary | undefined
}) {
  const { say } = useText()
  return (
    <Link
      to={`/orders/${id}`}
      onClick={(event) => event.stopPropagation()}
      className={clx(LINK, "txt-compact-small whitespace-nowrap")}
    >
      {order ? `#${order.display_id}` : say("field.order")}
    </Link>
  )
}

/** The order of what was booked; staff book without one. */
export function BookedBy(props: {
  order_id: string | null
  orders: Map<string, OrderSummary> | undefined
}) {
  const { say } = useText()
  const { order_id, orders } = props
  return order_id ? (
    <OrderLink id={order_id} order={orders?.get(order_id)} />
  ) : (
    <>{say("allocation.byStaff")}</>
  )
}

/** What is left of a hold, by the server's clock. */
export function Countdown({ expiresAt }: { expiresAt: string }) {
  const { moment } = useText()
  const now = useNow()
  const seconds = Math.max(0, Math.ceil((Date.parse(expiresAt) - now) / 1_000))
  const hours = Math.floor(seconds / 3_600)
  const two = (value: number) => String(value).padStart(2, "0")
  const minutes = two(Math.floor(seconds / 60) % 60)
  const text = `${hours > 0 ? `${hours}:` : ""}${minutes}:${two(seconds % 60)}`
  return (
    <Tooltip content={moment(expiresAt)}>
      <span
        role="timer"
        className={clx(
          "txt-compact-small font-mono tabular-nums",
          seconds === 0 && "text-ui-fg-muted",
          seconds > 0 && seconds < 120 && "text-ui-fg-error"
        )}
      >
        {text}
      </span>
    </Tooltip>
  )
}

/** For whom a hold is: what is known of them. */
export function HolderName(props: {
  hold: AdminHoldDTO
  order?: OrderSummary | undefined
}) {
  const { say } = useText()
  const email = props.hold.email ?? props.order?.email
  return (
    <Text
      size="small"
      leading="compact"
      className={clx("truncate", !email && "text-ui-fg-muted")}
    >
      {email ?? say("hold.anonymous")}
    </Text>
  )
}
