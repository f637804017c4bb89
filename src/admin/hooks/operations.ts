/** The log, the health, and what reconciliation found. */
import { keepPreviousData, useQuery } from "@tanstack/react-query"

import { bookings, type Query, readHealth } from "../lib/sdk"
import type {
  Health,
  Listed,
  OperationDTO,
  ReconciliationDTO,
} from "../lib/types"
import { BOOKINGS_KEY } from "./keys"

export type Operations = Listed & { operations: OperationDTO[] }
export type Reconciliations = Listed & {
  reconciliations: ReconciliationDTO[]
}
export type Violation = {
  invariant: string
  description: string
  subject: string
}

/** How often what goes on in the background is asked about. */
const A_MOMENT = 2_000

export function useOperations(query: Query) {
  return useQuery({
    queryKey: [BOOKINGS_KEY, "operations", query],
    queryFn: () => bookings.get<Operations>("/operations", query),
    placeholderData: keepPreviousData,
  })
}

export function useHealth() {
  return useQuery({
    queryKey: [BOOKINGS_KEY, "health"],
    queryFn: () => readHealth<Health>(),
    refetchInterval: 10_000,
  })
}

export function useReconciliations(query: Query) {
  return useQuery({
    queryKey: [BOOKINGS_KEY, "reconciliations", query],
    queryFn: () => bookings.get<Reconciliations>("/reconciliation", query),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      isRunning(state.data?.reconciliations) ? A_MOMENT : false,
  })
}

/** One whose process died stays unfinished: the latest one alone is asked about. */
function isRunning([latest]: ReconciliationDTO[] = []): boolean {
  return latest?.finished_at === null
}

/** What is known of an audit, or of one that goes on. */
export type Audited = { violations?: Violation[]; progress?: number }

/** Reads whole tables: only when somebody asks for it. */
export function useAudit(enabled: boolean) {
  return useQuery({
    queryKey: [BOOKINGS_KEY, "audit"],
    queryFn: () => bookings.get<Audited>("/audit"),
    enabled,
    staleTime: Infinity,
    refetchInterval: ({ state }) =>
      state.data && !state.data.violations ? A_MOMENT : false,
  })
}
