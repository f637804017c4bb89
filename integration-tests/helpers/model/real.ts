import assert from "node:assert/strict"

import {
  type Call,
  createGroup,
  createResource,
  isBookingRefusal,
} from "../../engine"
import { day, uniqueId, type World } from "../world"
import type { No } from "./rules"
import type { Resource, State } from "./state"

export type Tally = { commands: number; successes: number; refusals: number }

/** The module, with what it has given to the things of the model. */
export type Real = {
  world: World
  call: Call
  /** Distinguishes this run's carts, keys and orders. */
  run: string
  resources: string[]
  group: string
  /** By the place of the hold in the model. */
  holds: { id: string; token: string }[]
  /** By the place of the blackout in the model; none for a freeze. */
  blackouts: (string | null)[]
  tally: Tally
}

/** What a model starts from, made by the module. */
export async function makeReal(
  world: World,
  call: Call,
  { resources }: State,
  tally: Tally
): Promise<Real> {
  const common = { type: "test", span: "day", timezone: "UTC" } as const
  const group = await createGroup(call, { name: "Group", type: "test" })
  const ids: string[] = []
  for (const given of resources) {
    const resource = await createResource(call, {
      ...common,
      name: "Resource",
      min_stay: given.minStay,
      default_capacity: given.fallback,
      group_id: given.inGroup ? group.id : null,
    })
    ids.push(resource.id)
  }
  return {
    ...{ world, call, run: uniqueId("run"), tally },
    ...{ resources: ids, group: group.id, holds: [], blackouts: [] },
  }
}

export function dateOf(n: number): string {
  return day(10 + n)
}

export function numberOf(date: string): number {
  return Array.from({ length: 60 }, (_, n) => dateOf(n)).indexOf(date)
}

export function idOf(real: Real, resource: number): string {
  return real.resources[resource] as string
}

export function orderOf(real: Real, order: number): string {
  return `${real.run}_order_${order}`
}

/**
 * Does it for real, and compares: a refusal with the code and the dates that
 * the model foresaw, or the value.
 *
 * @returns the value, or undefined when both refuse
 */
export async function expecting<T>(
  real: Real,
  foreseen: No | null,
  work: () => Promise<T>
): Promise<T | undefined> {
  real.tally.commands++
  const { refusal, value } = await attempt(work)
  assert.deepEqual(refusal, foreseen)
  real.tally[refusal ? "refusals" : "successes"]++
  return value
}

export async function attempt<T>(
  work: () => Promise<T>
): Promise<{ refusal: No | null; value?: T }> {
  try {
    return { refusal: null, value: await work() }
  } catch (error) {
    if (!isBookingRefusal(error)) {
      throw error
    }
    const dates = (error.details.dates ?? []).map(numberOf)
    return { refusal: { code: error.code, dates } }
  }
}

/** A refusal that is not about dates. */
export function no(code: No["code"]): No {
  return { code, dates: [] }
}

export function resourceAt(state: State, at: number): Resource {
  return state.resources[at] as Resource
}
