import {
  effectiveStatus,
  secondsRemaining,
} from "../../domain/holds/hold-states"
import { isConsecutive, stayBounds } from "../../domain/shared/calendar"
import type { HoldItemRecord, HoldRecord } from "../../sql/holds"
import type {
  AdminHoldDTO,
  HoldAnswer,
  HoldDTO,
  HoldItemDTO,
  Span,
} from "../../types"
import type { OperationContext } from "./context"
import { holdToken } from "./hold-identity"

/** A moment as the contract gives it: ISO 8601 in UTC, milliseconds. */
export function iso(ms: number): string {
  return new Date(ms).toISOString()
}

/** A hold as its owner sees it; past its end it is expired at once. */
export function toHold(record: HoldRecord): HoldDTO {
  return {
    id: record.id,
    status: effectiveStatus(
      { status: record.status, expiresAtMs: record.expires_at_ms },
      record.now_ms
    ),
    expires_at: iso(record.expires_at_ms),
    items: record.items.map(toItem),
    cart_id: record.cart_id,
    order_id: record.order_id,
    metadata: record.metadata,
    created_at: iso(record.created_at_ms),
    updated_at: iso(record.updated_at_ms),
  }
}

export function toAdminHold(record: HoldRecord): AdminHoldDTO {
  return {
    ...toHold(record),
    customer_id: record.customer_id,
    email: record.email,
  }
}

export function toAnswer(
  { options }: OperationContext,
  record: HoldRecord
): HoldAnswer {
  return {
    hold: toHold(record),
    token: holdToken(options.token_secret, record.id),
    server_time: iso(record.now_ms),
    time_remaining_seconds: secondsRemaining(
      { status: record.status, expiresAtMs: record.expires_at_ms },
      record.now_ms
    ),
  }
}

function toItem(item: HoldItemRecord): HoldItemDTO {
  return {
    id: item.id,
    resource_id: item.resource_id,
    group_id: item.group_id,
    ...shownBounds(item.span, item.dates),
    dates: item.dates,
    quantity: item.quantity,
  }
}

/**
 * Start and end of claimed dates. A list with gaps is shown from its first
 * date to its last; `dates` says which are meant.
 */
export function shownBounds(span: Span, dates: string[]) {
  return isConsecutive(dates)
    ? stayBounds(span, dates)
    : {
        start_date: dates[0] as string,
        end_date: dates[dates.length - 1] as string,
      }
}
