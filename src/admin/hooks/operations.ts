/** The log, the health, and what reconciliation found. */
import { keepPreviousData, useQuery } from "@tanstack/react-query"

import { bookings, type Query } from "../lib/sdk"
import type { ListOperations, ReconciliationDTO } from "../lib/types"
import { BOOKINGS_KEY } from "./keys"

/** How often what goes on in the background is asked about. */
const A_MOMENT = 2_000

export function useOperations(query: Query) {
  return useQuery({
    queryKey: [BOOKINGS_KEY, "operations", query],
    queryFn: () => bookings.operations.list(query as ListOperations),
    placeholderData: keepPreviousData,
  })
}

export function useHealth() {
  return useQuery({
    queryKey: [BOOKINGS_KEY, "health"],
    queryFn: () => bookings.health.read(),
    refetchInterval: 10_000,
  })
}

export function useReconciliations(query: Query) {
  return useQuery({
    queryKey: [BOOKINGS_KEY, "reconciliations", query],
    queryFn: () => bookings.reconciliation.list(query),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      isRunning(state.data?.reconciliations) ? A_MOMENT : false,
  })
}

/** One whose process died stays unfinished: the latest one alone is asked about. */
function isRunning([latest]: ReconciliationDTO[] = []): boolean {
  return latest?.finished_at === null
}

/** Reads whole tables: only when somebody asks for it. */
export function useAudit(enabled: boolean) {
  return useQuery({
    queryKey: [BOOKINGS_KEY, "audit"],
    queryFn: () => bookings.audit.read(),
    enabled,
    staleTime: Infinity,
    refetchInterval: ({ state }) =>
      state.data && !state.data.violations ? A_MOMENT : false,
  })
}
