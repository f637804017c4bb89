import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"

import { bookingsIn } from "../checkout/booking-lines"
import type {
  CallContext,
  Finding,
  Findings,
  Lease,
  ReconciliationDTO,
  ReconciliationRun,
} from "../modules/resource_booking/types"
import { OLD_ENOUGH_MS, ordersInQuestion } from "./booking-orders"
import { type Check, type Checking, flagged, type Found } from "./check"
import { changedLines } from "./checks/changed-lines"
import { closedAllocations } from "./checks/closed-allocations"
import { counters } from "./checks/counters"
import { doubleAssignments } from "./checks/double-assignments"
import { invariants } from "./checks/invariants"
import { lateTurnover } from "./checks/late-turnover"
import { lostClaims } from "./checks/lost-claims"
import { openConflicts } from "./checks/open-conflicts"
import { openEndedClosures } from "./checks/open-ended-closures"
import { orphanedAllocations } from "./checks/orphaned-allocations"
import { overstays } from "./checks/overstays"
import { paidCarts } from "./checks/paid-carts"
import { strayClaims } from "./checks/stray-claims"
import { strayOccupancies } from "./checks/stray-occupancies"
import { unconfirmedOrders } from "./checks/unconfirmed-orders"
import { unpaidAllocations } from "./checks/unpaid-allocations"
import { unpaidOrders } from "./checks/unpaid-orders"
import { unpublishedEvents } from "./checks/unpublished-events"
import { vanishedLines } from "./checks/vanished-lines"
import type { Look } from "./look"
import { planLook } from "./plan-look"
import { soldOrders } from "./sold-orders"
import { wantedOrders } from "./wanted-orders"

/** What was sold against what is booked, and then who has it. */
const SALES: Check[] = [
  openConflicts,
  paidCarts,
  unconfirmedOrders,
  unpaidOrders,
  unpaidAllocations,
  orphanedAllocations,
  changedLines,
  vanishedLines,
  unpublishedEvents,
  doubleAssignments,
  closedAllocations,
  overstays,
  strayOccupancies,
  lateTurnover,
  openEndedClosures,
]

/**
 * Whether rows agree with each other and with the log. Whatever else happens
 * meanwhile, they must; so these run beside the others, on PostgreSQL's time.
 */
const INTEGRITY: Check[] = [counters, lostClaims, strayClaims, invariants]

/** Pages of a thousand orders that a sweep looks at. */
const SWEPT_PAGES = 5

/**
 * Compares what the store has sold with what is booked, puts right what is
 * safe, and reports the rest.
 *
 * @throws BookingRefusal `busy` while another run goes on
 */
export async function reconcile(
  container: MedusaContainer,
  run: ReconciliationRun,
  by: CallContext
): Promise<ReconciliationDTO> {
  const bookings = bookingsIn(container)
  return bookings.runReconciliation(run, by, async (lease, done) => {
    const plan = await planLook(container, run.trigger)
    const { look } = plan
    const checking: Checking = {
      ...{ container, by, dry_run: run.dry_run, look },
      step: stepsOf(SALES.length + INTEGRITY.length * look.scopes.length, done),
      orders: once(() => ordersInQuestion(container, orders(container, look))),
      sold: once(() => soldOrders(container, look)),
    }
    const found = await Promise.all(
      [SALES, INTEGRITY].map((checks) => runInTurn(checks, checking, lease))
    )
    const all = { checked: 0, details: [] as Finding[], unlisted: 0 }
    for (const { checked, details, unlisted = 0 } of found.flat()) {
      all.checked += checked
      all.details.push(...details)
      all.unlisted += unlisted
    }
    // Without its lease it has not looked at all, and another run may have.
    if (!run.dry_run && lease.isHeld()) {
      const isWhole = found.flat().every(({ failed }) => !failed)
      await bookings.keepProgress(plan.progress(isWhole))
    }
    return all
  })
}

function orders(container: MedusaContainer, look: Look) {
  const { since, flagged: ids, sweep } = look
  if (sweep === null) {
    return wantedOrders(container, { since })
  }
  const walk = { after: sweep.orders, since: sweep.since, pages: SWEPT_PAGES }
  return wantedOrders(
    container,
    { since, ids, sweep: walk },
    OLD_ENOUGH_MS,
    (last) => (sweep.orders = last)
  )
}

function stepsOf(
  all: number,
  done: (share: number) => Promise<void>
): () => Promise<void> {
  let taken = 0
  return () => done(Math.min(1, ++taken / all))
}

type Ran = Findings & { failed?: boolean }

/** Stops when another run may have begun: this one's report is not kept. */
async function runInTurn(
  checks: Check[],
  checking: Checking,
  lease: Lease
): Promise<Ran[]> {
  const found: Ran[] = []
  for (const check of checks) {
    if (!lease.isHeld()) {
      break
    }
    found.push(await runCheck(check, checking))
    await checking.step()
  }
  return found
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | undefined
  return () => (reading ??= read())
}

/** One that fails leaves the others to run. */
async function runCheck(check: Check, checking: Checking): Promise<Ran> {
  const named = (found: Found): Finding => ({ check: check.name, ...found })
  try {
    const { details, ...figures } = await check.run(checking)
    return { ...figures, details: details.map(named) }
  } catch (error) {
    checking.container
      .resolve(ContainerRegistrationKeys.LOGGER)
      .error(`resource_booking: ${check.name} failed`, error as Error)
    const message = "The check could not be completed. The log says why."
    const details = [named(flagged(check.name, message))]
    return { checked: 0, details, failed: true }
  }
}
