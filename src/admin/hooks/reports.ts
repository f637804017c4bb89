import { keepPreviousData, useQuery } from "@tanstack/react-query"

import { bookings, type Query } from "../lib/sdk"
import type { AllocationStatus } from "../lib/types"
import { BOOKINGS_KEY } from "./keys"

type Period = {
  start_date: string
  end_date: string
  resource_id: string
  resource_name: string
}

export type Utilization = {
  capacity: number
  allocated: number
  utilization: number
}
export type Funnel = {
  created: number
  confirmed: number
  expired: number
  released: number
  replaced: number
  active: number
}
/** Who placed holds, and who has the most of those that are live. */
export type Origins = {
  placed_by: { customers: number; carts: number; anonymous: number }
  busiest_addresses: { address: string; live_holds: number; share: number }[]
}
export type Expirations = { expired: number; unit_dates: number }
export type Revenue = {
  currency_code: string
  unit_dates: number
  amount: number
}
export type BookedRow = {
  id: string
  status: AllocationStatus
  resource_id: string
  resource_name: string
  order_id: string | null
  start_date: string
  end_date: string
  date_count: number
  quantity: number
}
export type BookedSummary = {
  confirmed: number
  canceled: number
  unit_dates: number
}

/** What each report's rows and summary are. */
export type Reports = {
  utilization: { row: Period & Utilization; summary: Utilization }
  funnel: { row: Period & Funnel; summary: Funnel & Origins }
  "hold-expirations": { row: Period & Expirations; summary: Expirations }
  revenue: { row: Period & Revenue; summary: Revenue[] }
  allocations: { row: BookedRow; summary: BookedSummary }
}
export type ReportName = keyof Reports

export type Report<N extends ReportName> = {
  rows: Reports[N]["row"][]
  summary: Reports[N]["summary"]
}

export function useReport<N extends ReportName>(name: N, query: Query) {
  return useQuery({
    queryKey: [BOOKINGS_KEY, "report", name, query],
    queryFn: ({ signal }) =>
      bookings.get<Report<N>>(`/reports/${name}`, query, signal),
    placeholderData: keepPreviousData,
  })
}
