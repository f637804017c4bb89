import { refuse } from "../../domain/shared/refusals"
import { BookingRefusal, reject } from "../../errors"
import type { HoldRecord } from "../../sql/holds"
import type { HoldToValidate, ValidateHold, WayToHold } from "../../types"
import type { Call } from "./context"

/**
 * Asks the store's own code whether somebody may hold dates. No lock is taken
 * and no connection is borrowed while it thinks, so that it keeps nobody waiting
 * but its caller.
 *
 * Callers look first whether there is a `validate_hold` at all.
 *
 * @throws BookingRefusal `not_allowed_by_store`; `busy` when the time is over
 * @throws what the store's code throws, unless it is a sentence for the caller
 */
export async function askStore(
  call: Call,
  hold: Omit<HoldToValidate, "actor">
): Promise<void> {
  const { validate_hold, validate_hold_timeout_ms: limit } = call.options
  if (!validate_hold) {
    return
  }
  const answer = await inTime(call, limit, (signal) =>
    validate_hold({ ...hold, actor: call.actor }, { signal })
  )
  if (answer === undefined || answer === null) {
    return
  }
  const { message } = answer as { message?: unknown }
  if (typeof message !== "string" || message.trim() === "") {
    throw new Error(
      "The option validate_hold must return nothing, or { message } with a text."
    )
  }
  reject("not_allowed_by_store", message)
}

/** The same about holds that are there: all of them, or none. */
export async function askAboutHolds(
  call: Call,
  way: WayToHold,
  holds: HoldRecord[],
  becoming: Partial<HoldToValidate> = {}
): Promise<void> {
  await Promise.all(
    holds.map((hold) =>
      askStore(call, { ...toValidate(way, hold), ...becoming })
    )
  )
}

function toValidate(
  way: WayToHold,
  { id, cart_id, customer_id, email, metadata, line, items }: HoldRecord
): Omit<HoldToValidate, "actor"> {
  return {
    ...{ way, hold_id: id, cart_id, customer_id, email, metadata },
    variant_id: line?.variant_id ?? null,
    items: items.map(({ resource_id, group_id, dates, quantity }) => ({
      ...{ resource_id, group_id, dates, quantity },
    })),
  }
}

async function inTime(
  call: Call,
  limit: number,
  ask: (signal: AbortSignal) => ReturnType<ValidateHold>
): Promise<unknown> {
  const controller = new AbortController()
  const { signal } = controller
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => {
      fail(tooLate(call, limit))
      controller.abort()
    }, limit)
  })
  try {
    const answer = Promise.resolve().then(() => ask(signal))
    return await Promise.race([answer, late])
  } catch (error) {
    throw isForCaller(error)
      ? new BookingRefusal(refuse("not_allowed_by_store", error.message))
      : error
  } finally {
    clearTimeout(timer)
  }
}

function tooLate({ db }: Call, limit: number): BookingRefusal {
  db.options.warn?.(
    `resource_booking: validate_hold has not answered within ${limit} ms`
  )
  const message = "The booking could not be checked in time. Please try again."
  return new BookingRefusal(refuse("busy", message, { retry_after: 1 }))
}

/** A MedusaError: what else a store's code throws is a defect of its own. */
function isForCaller(error: unknown): error is Error {
  return (
    (error as { __isMedusaError?: unknown } | null)?.__isMedusaError === true
  )
}
