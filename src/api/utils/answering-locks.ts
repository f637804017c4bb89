import type { MedusaRequest } from "@medusajs/framework/http"
import type { ILockingModule } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"

import { reject, within } from "../../modules/resource_booking"

/** How long Medusa's locks may take to say anything. */
const LIMIT_MS = 1_000

type Question = { answer: Promise<unknown>; untilMs: number }

/** Whether anybody is there is asked once for all who want to know. */
const open = new WeakMap<ILockingModule, Question>()

/**
 * Medusa's locks may be in Redis. While that is away a workflow of Medusa's
 * waits for it, and so would a customer; nothing is begun then.
 *
 * @throws BookingRefusal `busy` when they don't answer within a second
 */
export async function requireLocks({ scope }: MedusaRequest): Promise<void> {
  const locking = scope.resolve(Modules.LOCKING)
  const { answer, untilMs } = open.get(locking) ?? ask(locking)
  const timeLeftMs = Math.max(0, untilMs - performance.now())
  if (!(await within(timeLeftMs, answer).catch(() => false))) {
    reject("busy", "The cart can't be changed right now. Please try again.", {
      retry_after: 5,
    })
  }
}

/** By giving back a lock that nobody has. */
function ask(locking: ILockingModule): Question {
  const asked = locking.release("resource_booking:is-anybody-there")
  const answer = asked.finally(() => open.delete(locking))
  const question = { answer, untilMs: performance.now() + LIMIT_MS }
  open.set(locking, question)
  return question
}
