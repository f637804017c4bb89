import { keepPreviousData, useQuery } from "@tanstack/react-query"

import type { ReadReport, ReportName, Reports } from "../../client"
import { bookings } from "../lib/sdk"
import { BOOKINGS_KEY } from "./keys"

export type { ReportName } from "../../client"

export type ReportRow<Name extends ReportName> = Reports[Name]["rows"][number]
export type ReportSummary<Name extends ReportName> = Reports[Name]["summary"]

export function useReport<Name extends ReportName>(
  name: Name,
  query: ReadReport<Name>
) {
  return useQuery({
    queryKey: [BOOKINGS_KEY, "report", name, query],
    queryFn: ({ signal }) => bookings.reports.read(name, query, { signal }),
    placeholderData: keepPreviousData,
  })
}
