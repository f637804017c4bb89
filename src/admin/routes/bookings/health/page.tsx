import { defineRouteConfig } from "@medusajs/admin-sdk"

import { crumb } from "../../../components/common/crumbs"
import { Page } from "../../../components/common/page"
import { Audit } from "../../../components/health/audit"
import { HealthChecks } from "../../../components/health/health-checks"
import { Processes } from "../../../components/health/processes"
import { Reconciliation } from "../../../components/health/reconciliation"

const HealthPage = () => {
  return (
    <Page>
      <HealthChecks />
      <Processes />
      <Reconciliation />
      <Audit />
    </Page>
  )
}

export default HealthPage

export const handle = { breadcrumb: crumb("menu.health") }

export const config = defineRouteConfig({
  label: "menu.health",
  translationNs: "resource_booking",
  rank: 11,
})
