import type { Http } from "../http"
import { allocations } from "./allocations"
import { audit } from "./audit"
import { blackouts } from "./blackouts"
import { calendar } from "./calendar"
import { capacity } from "./capacity"
import { conflicts } from "./conflicts"
import { frontDesk } from "./front-desk"
import { groups } from "./groups"
import { health } from "./health"
import { holds } from "./holds"
import { housekeeping } from "./housekeeping"
import { operations } from "./operations"
import { personalData } from "./personal-data"
import { reconciliation } from "./reconciliation"
import { reports } from "./reports"
import { resources } from "./resources"
import { variants } from "./variants"

/** The routes of staff. */
export const admin = (http: Http) => ({
  resources: resources(http),
  groups: groups(http),
  variants: variants(http),
  capacity: capacity(http),
  blackouts: blackouts(http),
  holds: holds(http),
  allocations: allocations(http),
  frontDesk: frontDesk(http),
  housekeeping: housekeeping(http),
  calendar: calendar(http),
  reports: reports(http),
  operations: operations(http),
  health: health(http),
  conflicts: conflicts(http),
  reconciliation: reconciliation(http),
  audit: audit(http),
  personalData: personalData(http),
})
