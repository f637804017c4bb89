import type {
  CreateGroup,
  CreateResource,
  GroupDTO,
  HoldAnswer,
  ResourceDTO,
} from "../../src/modules/resource_booking/types"
import {
  type Call,
  confirmHold,
  createGroup,
  createResource,
  isBookingRefusal,
  placeHold,
  type RefusalDetails,
} from "../engine"
import { ADMIN, openWorld, uniqueId, type World } from "./world"

/** A database with the module's tables, and a member of staff who calls. */
export type TestContext = {
  world: World
  call: Call
  /** Audits the invariants, then drops the database. */
  close(): Promise<void>
}

export async function createContext(): Promise<TestContext> {
  const world = await openWorld()
  return {
    world,
    call: { ...world.process(), actor: ADMIN },
    async close() {
      const violations = await world.audit()
      await world.close()
      expect(violations).toEqual([])
    },
  }
}

/** One unit a day, in UTC, unless said otherwise. */
export async function aResource(
  call: Call,
  input: Partial<CreateResource> = {}
): Promise<ResourceDTO> {
  return createResource(call, {
    name: "Kayak",
    type: "equipment",
    span: "day",
    timezone: "UTC",
    default_capacity: 1,
    ...input,
  })
}

export async function aGroup(
  call: Call,
  input: Partial<CreateGroup> = {}
): Promise<GroupDTO> {
  return createGroup(call, { name: "Kayaks", type: "equipment", ...input })
}

/** A live hold on single dates of one resource. */
export async function aHold(
  call: Call,
  resourceId: string,
  dates: string[],
  quantity = 1
): Promise<HoldAnswer> {
  return placeHold(call, {
    items: [{ resource_id: resourceId, dates, quantity }],
    idempotency_key: uniqueId("key"),
  })
}

/** A sold hold, and its order. */
export async function aSale(
  call: Call,
  resourceId: string,
  dates: string[],
  quantity = 1
): Promise<{ hold_id: string; order_id: string }> {
  const { hold } = await aHold(call, resourceId, dates, quantity)
  const order_id = uniqueId("order")
  await confirmHold(call, { hold_id: hold.id, order_id })
  return { hold_id: hold.id, order_id }
}

/** The refusal that work ends in; fails if it ends in anything else. */
export async function refusalOf(work: Promise<unknown>): Promise<{
  code: string
  message: string
  details: RefusalDetails
}> {
  const outcome = await work.then(
    (value) => ({ value }),
    (error: unknown) => ({ error })
  )
  if (!("error" in outcome)) {
    throw new Error(`not refused: ${JSON.stringify(outcome.value)}`)
  }
  const { error } = outcome
  if (!isBookingRefusal(error)) {
    throw error
  }
  const { code, message, details } = error
  return { code, message, details }
}

/**
 * The last entries of the log, oldest first, as far as a test compares them,
 * with the events of theirs that wait to be published.
 */
export async function lastEntries(world: World, n: number): Promise<unknown[]> {
  const rows = await world.sql(
    `select operation, resource_id, actor_type, actor_id, before, after, reason,
      event_name
      from booking_operation o left join booking_outbox e on e.seq = o.seq
      order by o.seq desc limit $1`,
    [n]
  )
  return rows.reverse()
}
