import { defineRouteConfig } from "@medusajs/admin-sdk"
import { Calendar } from "@medusajs/icons"
import { Page } from "../../components/common/page"

export default function CalendarPage() {
  return <Page>…</Page>
}

export const config = defineRouteConfig({
  label: "menu.bookings",
  translationNs: "resource_booking",
  icon: Calendar,
})
