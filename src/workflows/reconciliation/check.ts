import type { MedusaContainer } from "@medusajs/framework/types"
import type { CallContext, Finding } from "../../modules/resource_booking/types"

/** What a check is given. */
export type Checking = {
  container: MedusaContainer
  by: CallContext
  /** Says what it would do, and does nothing. */
  dry_run: boolean
  /** Orders, and carts with holds, from then on are looked at. */
  since: Date
}

/** One thing that may have gone wrong: found by a query, and put right if safe. */
export type Check = {
  name: string
  /** @returns among how many things it looked, and what it found */
  run(checking: Checking): Promise<{ checked: number; details: Found[] }>
}

/** Without the name of its check, which the run adds. */
export type Found = Omit<Finding, "check">

export function fixed(subject: string, message: string): Found {
  return { subject, action: "fixed", message }
}

export function flagged(subject: string, message: string): Found {
  return { subject, action: "flagged", message }
}
