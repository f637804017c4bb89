import {
  field,
  Figure,
  Health,
  Int,
  Ready,
  Reconciliation,
  Unready,
  Violation,
} from "../../modules/resource_booking/records"
import { AdminErasePersonalData } from "../admin/resource-booking/personal-data/erase/validators"
import {
  AdminGetReconciliationsParams,
  AdminReconcile,
} from "../admin/resource-booking/reconciliation/validators"
import { ADMIN, one, page, routesOf, several } from "./route-entry"

const progress = field(Figure, "Which share of the work is done, 0 to 1.", 0.4)

export const upkeepRoutes = routesOf("Upkeep", {
  [`GET ${ADMIN}/health`]: {
    summary: "Ask whether the module does its work",
    description:
      "503 when degraded, so that a probe needs to read nothing else.",
    answers: { 200: Health, 503: Health },
  },
  ["GET /resource-booking/ready"]: {
    summary: "Ask whether a process may get requests",
    description: "For load balancers: no key, no login.",
    answers: { 200: Ready, 503: Unready },
  },
  [`GET ${ADMIN}/audit`]: {
    summary: "Check what is stored",
    description:
      "After ten seconds, 202: the audit goes on. Ask the same process again until you get 200.",
    answers: {
      200: several("violations", Violation),
      202: one("progress", progress),
    },
  },
  [`GET ${ADMIN}/reconciliation`]: {
    summary: "List the last reports of reconciliation",
    description: "`q` searches their details.",
    query: AdminGetReconciliationsParams,
    answers: { 200: page("reconciliations", Reconciliation) },
  },
  [`POST ${ADMIN}/reconciliation`]: {
    summary: "Reconcile now",
    description:
      "After ten seconds, 202 with the unfinished report: the run goes on.",
    body: AdminReconcile,
    like: [Reconciliation],
    answers: {
      200: one("report", Reconciliation),
      202: one("report", Reconciliation.optional()),
    },
  },
  [`POST ${ADMIN}/personal-data/erase`]: {
    summary: "Erase what is known of a person",
    description:
      "By customer, e-mail, or both: from holds that have ended or were confirmed, and from their allocations. Live holds are left until they end.",
    body: AdminErasePersonalData,
    answers: {
      200: one("erased", field(Int, "How many holds it was erased from.", 2)),
    },
  },
})
