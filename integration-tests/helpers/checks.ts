import { asValue } from "@medusajs/framework/awilix"
import { createMedusaContainer } from "@medusajs/framework/utils"

import { RESOURCE_BOOKING_MODULE } from "../../src/modules/resource_booking"
import type ResourceBookingService from "../../src/modules/resource_booking/service"
import type { Finding, Scope } from "../../src/modules/resource_booking/types"
import type { Check, Found } from "../../src/reconciliation/check"
import { closedAllocations } from "../../src/reconciliation/checks/closed-allocations"
import { counters } from "../../src/reconciliation/checks/counters"
import { doubleAssignments } from "../../src/reconciliation/checks/double-assignments"
import { invariants } from "../../src/reconciliation/checks/invariants"
import { lateTurnover } from "../../src/reconciliation/checks/late-turnover"
import { lostClaims } from "../../src/reconciliation/checks/lost-claims"
import { openEndedClosures } from "../../src/reconciliation/checks/open-ended-closures"
import { overstays } from "../../src/reconciliation/checks/overstays"
import { strayClaims } from "../../src/reconciliation/checks/stray-claims"
import { strayOccupancies } from "../../src/reconciliation/checks/stray-occupancies"
import { JOB } from "./process"
import { serviceAt } from "./service"

/** Those that ask nobody but the module. */
const OWN_CHECKS: Check[] = [
  counters,
  lostClaims,
  strayClaims,
  doubleAssignments,
  closedAllocations,
  overstays,
  strayOccupancies,
  lateTurnover,
  openEndedClosures,
  invariants,
]

/** Reconciliation's own checks, as a process runs them that has just started. */
export type Checks = {
  run(check: Check): Promise<Awaited<ReturnType<Check["run"]>>>
  /** What all of them find. */
  all(): Promise<Finding[]>
  /** What one check says of a subject. */
  of(check: Check, subject: string): Promise<Found[]>
  close(): Promise<void>
}

/** @param scopes what it looks at, if it is not everything */
export function startedProcess(
  url: string,
  scopes: (bookings: ResourceBookingService) => Promise<Scope[]> = (bookings) =>
    bookings.planFullChecks()
): Checks {
  const container = createMedusaContainer()
  const { bookings } = serviceAt(url)
  container.register(RESOURCE_BOOKING_MODULE, asValue(bookings))
  const nobodyElse = () => Promise.reject(new Error("asks Medusa"))
  const run = async (check: Check) =>
    check.run({
      ...{ container, by: { actor: JOB }, dry_run: false },
      ...{ orders: nobodyElse, sold: nobodyElse },
      step: () => Promise.resolve(),
      look: {
        ...{ since: new Date(), flagged: [], sweep: null },
        scopes: await scopes(bookings),
      },
    })
  return {
    run,
    async all() {
      const found: Finding[] = []
      for (const check of OWN_CHECKS) {
        const { details } = await run(check)
        found.push(...details.map((one) => ({ check: check.name, ...one })))
      }
      return found
    },
    async of(check, subject) {
      const { details } = await run(check)
      return details.filter((one) => one.subject === subject)
    },
    close: () => bookings.__hooks.onApplicationShutdown(),
  }
}
