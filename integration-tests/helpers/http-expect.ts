import type { Answer } from "./http"
import type { Shop } from "./http-shop"

/** Status and type of every refusal: the contract, written out once more. */
const REFUSALS = {
  rate_limited: [429, "not_allowed"],
  invalid_data: [400, "invalid_data"],
  invalid_range: [400, "invalid_data"],
  not_found: [404, "not_found"],
  idempotency_conflict: [422, "not_allowed"],
  not_allowed_by_store: [422, "not_allowed"],
  already_confirmed: [409, "conflict"],
  released: [409, "conflict"],
  expired: [409, "conflict"],
  canceled: [409, "conflict"],
  no_allocation: [409, "conflict"],
  not_arrival_day: [409, "conflict"],
  not_same_day: [409, "conflict"],
  already_occupied: [409, "conflict"],
  not_occupied: [409, "conflict"],
  room_out_of_order: [409, "conflict"],
  room_frozen: [409, "conflict"],
  room_dirty: [409, "conflict"],
  target_unavailable: [409, "conflict"],
  task_state: [409, "conflict"],
  inactive: [409, "conflict"],
  past: [422, "not_allowed"],
  too_soon: [422, "not_allowed"],
  too_far: [422, "not_allowed"],
  stay_too_short: [422, "not_allowed"],
  stay_too_long: [422, "not_allowed"],
  frozen: [409, "conflict"],
  blackout: [409, "conflict"],
  no_capacity: [409, "conflict"],
  sold_out: [409, "conflict"],
  limit_reached: [429, "not_allowed"],
  price_changed: [409, "conflict"],
  below_commitments: [409, "conflict"],
  has_commitments: [409, "conflict"],
  busy: [503, "unexpected_state"],
} as const

/** The paging of a list that is short enough for its first page. */
export const WHOLE_LIST = {
  ...{ count_is_capped: false, offset: 0, limit: 20, next: null },
}

export type Code = keyof typeof REFUSALS

/** The answer is this refusal and nothing more. */
export function expectRefusal(
  answer: Answer,
  code: Code,
  message: unknown = expect.stringMatching(/^[^\n]+$/),
  details: unknown = expect.any(Object)
): void {
  const [status, type] = REFUSALS[code]
  expect(answer.body).toEqual({ type, code, message, details })
  expect(answer.status).toBe(status)
  const { retry_after } = answer.body.details as { retry_after?: number }
  expect(answer.headers.get("retry-after")).toBe(
    retry_after === undefined ? null : String(retry_after)
  )
}

/** Does something after which everything is stored as it was before. */
export async function withoutChange<T>(
  shop: Shop,
  work: () => Promise<T>
): Promise<T> {
  const before = await shop.state()
  const result = await work()
  expect(await shop.state()).toEqual(before)
  return result
}

/** What the shop is told when it asks for what isn't there. */
export function missing(record: string, id: string) {
  const noun = record.charAt(0).toUpperCase() + record.slice(1)
  const message = `${noun} not found: ${id}.`
  return ["not_found", message, { record, id }] as const
}

/** What is said besides when the last unit of a resource is gone. */
export function soldOut(
  { id, name }: { id: string; name: string },
  date: string
) {
  return { resource_id: id, name, free: 0, dates: [date] }
}
