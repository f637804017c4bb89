/** Holds, allocations, blackouts, and the orders they belong to. */
import { keepPreviousData, useQuery } from "@tanstack/react-query"

import { bookings, type Query, store } from "../lib/sdk"
import type {
  ListAllocations,
  ListBlackouts,
  ListConflicts,
  ListHolds,
  OrderSummary,
} from "../lib/types"
import { BOOKINGS_KEY } from "./keys"

const HALF_A_MINUTE = 30_000

/** Holds come and go by themselves: read again now and then. */
export function useHolds(query: Query, enabled = true) {
  return useQuery({
    queryKey: [BOOKINGS_KEY, "holds", query],
    queryFn: () => bookings.holds.list(query as ListHolds),
    placeholderData: keepPreviousData,
    refetchInterval: HALF_A_MINUTE,
    enabled,
  })
}

export function useAllocations(query: Query, enabled = true) {
  return useQuery({
    queryKey: [BOOKINGS_KEY, "allocations", query],
    queryFn: () => bookings.allocations.list(query as ListAllocations),
    placeholderData: keepPreviousData,
    enabled,
  })
}

export function useAllocation(id: string, enabled = true) {
  return useQuery({
    queryKey: [BOOKINGS_KEY, "allocation", id],
    queryFn: async () => (await bookings.allocations.retrieve(id)).allocation,
    enabled,
  })
}

export function useBlackouts(query: Query, enabled = true) {
  return useQuery({
    queryKey: [BOOKINGS_KEY, "blackouts", query],
    queryFn: () => bookings.blackouts.list(query as ListBlackouts),
    placeholderData: keepPreviousData,
    enabled,
  })
}

export function useBlackout(id: string, enabled = true) {
  return useQuery({
    queryKey: [BOOKINGS_KEY, "blackout", id],
    queryFn: async () => (await bookings.blackouts.retrieve(id)).blackout,
    enabled,
  })
}

const ORDER_FIELDS = "id,display_id,email,currency_code"

/** Orders by their ids: number and e-mail. */
export function useOrders(ids: (string | null)[]) {
  const wanted = [
    ...new Set(ids.filter((id): id is string => id !== null)),
  ].sort()
  return useQuery({
    queryKey: [BOOKINGS_KEY, "orders", wanted],
    queryFn: async () => {
      const { orders } = await store.get<{ orders: OrderSummary[] }>(
        "/orders",
        { id: wanted, limit: wanted.length, fields: ORDER_FIELDS }
      )
      return new Map(orders.map((order) => [order.id, order]))
    },
    enabled: wanted.length > 0,
    placeholderData: keepPreviousData,
    staleTime: HALF_A_MINUTE,
  })
}

/** Orders to choose from. */
export function useOrderSearch(q: string) {
  return useQuery({
    queryKey: [BOOKINGS_KEY, "order-search", q],
    queryFn: async () =>
      (
        await store.get<{ orders: OrderSummary[] }>("/orders", {
          q: q || undefined,
          limit: 20,
          order: "-created_at",
          fields: `${ORDER_FIELDS},items.id,items.title,items.subtitle`,
        })
      ).orders,
    placeholderData: keepPreviousData,
  })
}

export function useConflicts(query: Query) {
  return useQuery({
    queryKey: [BOOKINGS_KEY, "conflicts", query],
    queryFn: () => bookings.conflicts.list(query as ListConflicts),
    placeholderData: keepPreviousData,
  })
}

export function useConflict(id: string, enabled = true) {
  return useQuery({
    queryKey: [BOOKINGS_KEY, "conflict", id],
    queryFn: async () => (await bookings.conflicts.retrieve(id)).conflict,
    enabled,
  })
}
