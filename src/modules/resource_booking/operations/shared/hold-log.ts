import type { LaterEnd } from "../../domain/holds/deadline"
import { EVENTS } from "../../events"
import type { LogEntry } from "../../sql/log"
import type { Actor } from "../../types"
import { iso } from "./records"

type HoldFigures = {
  id: string
  expires_at_ms: number
  cart_id: string | null
  items: {
    id: string
    resource_id: string
    group_id: string | null
    dates: string[]
    quantity: number
  }[]
}

/** `hold.placed`, and `capacity.depleted` for each resource it leaves empty. */
export function placedLog(
  actor: Actor,
  hold: HoldFigures,
  depleted: { resource_id: string; dates: string[] }[]
): LogEntry[] {
  const items = hold.items.map(
    ({ id, resource_id, group_id, dates, quantity }) => ({
      id,
      resource_id,
      group_id,
      dates,
      quantity,
    })
  )
  const expires_at = iso(hold.expires_at_ms)
  const { id, cart_id } = hold
  return [
    {
      operation: "hold.placed",
      actor,
      hold_id: id,
      resource_id: onlyResource(hold.items),
      after: { status: "active", expires_at, items },
      event: {
        name: EVENTS.holdCreated,
        data: { id, cart_id, expires_at, items },
      },
    },
    ...depletedLog(actor, id, depleted),
  ]
}

/** `capacity.depleted` for each resource that a hold leaves empty. */
export function depletedLog(
  actor: Actor,
  holdId: string,
  depleted: { resource_id: string; dates: string[] }[]
): LogEntry[] {
  return depleted.map((empty) => ({
    operation: "capacity.depleted",
    actor,
    hold_id: holdId,
    resource_id: empty.resource_id,
    after: { dates: empty.dates },
    event: { name: EVENTS.capacityDepleted, data: empty },
  }))
}

type Extendable = {
  id: string
  cart_id: string | null
  expires_at_ms: number
}

/** `hold.extended` for one of the holds that got a new end. */
export function extendedLog(
  actor: Actor,
  { hold, end_ms }: LaterEnd<Extendable>
): LogEntry {
  const { id, cart_id } = hold
  const expires_at = iso(end_ms)
  return {
    operation: "hold.extended",
    actor,
    hold_id: id,
    before: { expires_at: iso(hold.expires_at_ms) },
    after: { expires_at },
    event: { name: EVENTS.holdExtended, data: { id, cart_id, expires_at } },
  }
}

/** @param reason why, where it is not the owner's own wish */
export function releasedLog(
  actor: Actor,
  hold: Pick<HoldFigures, "id" | "cart_id" | "items">,
  reason?: string
): LogEntry {
  const { id, cart_id } = hold
  return {
    operation: "hold.released",
    actor,
    hold_id: id,
    resource_id: onlyResource(hold.items),
    before: { status: "active" },
    after: { status: "released" },
    reason: reason ?? null,
    event: { name: EVENTS.holdReleased, data: { id, cart_id } },
  }
}

/** `hold.confirmed`, and `allocation.created` for each of its items. */
export function confirmedLog(
  actor: Actor,
  hold: Pick<HoldFigures, "id" | "cart_id" | "items">,
  created: { id: string }[],
  order: { order_id: string | null; line_item_id: string | null }
): LogEntry[] {
  const { order_id, line_item_id } = order
  const allocation_ids = created.map((a) => a.id)
  const common = { actor, order_id, hold_id: hold.id }
  return [
    {
      ...common,
      operation: "hold.confirmed",
      resource_id: onlyResource(hold.items),
      before: { status: "active" },
      after: { status: "confirmed", allocation_ids },
      event: {
        name: EVENTS.holdConfirmed,
        data: { id: hold.id, cart_id: hold.cart_id, order_id, allocation_ids },
      },
    },
    ...hold.items.map((item, i): LogEntry => {
      const id = allocation_ids[i] as string
      const { resource_id, dates, quantity } = item
      const after = { id, resource_id, order_id, line_item_id, dates, quantity }
      return {
        ...common,
        operation: "allocation.created",
        resource_id,
        allocation_id: id,
        after: { ...after, status: "confirmed" },
        event: { name: EVENTS.allocationCreated, data: after },
      }
    }),
  ]
}

/** @param reason why, where it is not that its time was over */
export function expiredLog(
  actor: Actor,
  hold: {
    id: string
    cart_id: string | null
    items: { resource_id: string }[]
  },
  reason?: "payment_failed"
): LogEntry {
  const { id, cart_id } = hold
  const resource_ids = [...new Set(hold.items.map((item) => item.resource_id))]
  return {
    operation: "hold.expired",
    actor,
    hold_id: id,
    resource_id: onlyResource(hold.items),
    before: { status: "active" },
    after: { status: "expired" },
    reason: reason ?? null,
    event: {
      name: EVENTS.holdExpired,
      data: { id, cart_id, resource_ids, ...(reason ? { reason } : {}) },
    },
  }
}

/** The resource of a hold that has just one, to find its entries by. */
export function onlyResource(items: { resource_id: string }[]): string | null {
  const ids = new Set(items.map((item) => item.resource_id))
  return ids.size === 1 ? (items[0]?.resource_id ?? null) : null
}
