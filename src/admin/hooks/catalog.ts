/** Resources, groups, and what variants sell. */
import { keepPreviousData, useQuery } from "@tanstack/react-query"

import { bookings, type Query, store } from "../lib/sdk"
import type { ListGroups, ListResources, VariantSummary } from "../lib/types"
import { BOOKINGS_KEY } from "./keys"

export function useResources(query: Query = {}, enabled = true) {
  return useQuery({
    queryKey: [BOOKINGS_KEY, "resources", query],
    queryFn: ({ signal }) =>
      bookings.resources.list(query as ListResources, { signal }),
    placeholderData: keepPreviousData,
    enabled,
  })
}

export function useResource(id: string, enabled = true) {
  return useQuery({
    queryKey: [BOOKINGS_KEY, "resource", id],
    queryFn: async () => (await bookings.resources.retrieve(id)).resource,
    enabled,
  })
}

/** What a list needs to know of the records that it names. */
export type Named = { id: string; name: string }
export type Names = Map<string, Named>

const A_MINUTE = 60_000
/** Of the server, for one request. */
const MOST_IDS = 100

/** Names by id. Records that are gone are called by their id. */
export function useResourceNames(ids: string[]) {
  return useNames("resources", ids)
}

export function useGroupNames(ids: string[]) {
  return useNames("groups", ids)
}

function useNames(kind: "resources" | "groups", ids: string[]) {
  const wanted = [...new Set(ids)].sort()
  return useQuery({
    queryKey: [BOOKINGS_KEY, "names", kind, wanted],
    queryFn: async (): Promise<Names> => {
      const found = await Promise.all(
        inParts(wanted).map((part) => readNames(kind, part))
      )
      const unnamed = wanted.map((id) => ({ id, name: id }))
      const all = [...unnamed, ...found.flat()]
      return new Map(all.map((each) => [each.id, each]))
    },
    enabled: wanted.length > 0,
    placeholderData: keepPreviousData,
    staleTime: A_MINUTE,
  })
}

async function readNames(
  kind: "resources" | "groups",
  id: string[]
): Promise<Named[]> {
  const fields = ["id", "name"] as const
  const query = { id, fields, limit: MOST_IDS }
  return kind === "resources"
    ? (await bookings.resources.list(query)).resources
    : (await bookings.groups.list(query)).groups
}

function inParts(ids: string[]): string[][] {
  const starts = ids.flatMap((_, index) => (index % MOST_IDS ? [] : [index]))
  return starts.map((start) => ids.slice(start, start + MOST_IDS))
}

export function useGroups(query: Query = {}) {
  return useQuery({
    queryKey: [BOOKINGS_KEY, "groups", query],
    queryFn: () => bookings.groups.list(query as ListGroups),
    placeholderData: keepPreviousData,
  })
}

/** All groups, for filters and selects; a business has few. */
export function useAllGroups() {
  return useGroups({ limit: 100, order: "name" })
}

export function useGroup(id: string) {
  return useQuery({
    queryKey: [BOOKINGS_KEY, "group", id],
    queryFn: async () => (await bookings.groups.retrieve(id)).group,
  })
}

export function useCapacity(id: string, start: string, end: string) {
  return useQuery({
    queryKey: [BOOKINGS_KEY, "capacity", id, start, end],
    queryFn: async () => {
      const period = { start_date: start, end_date: end }
      return (await bookings.capacity.read(id, period)).capacity
    },
    placeholderData: keepPreviousData,
  })
}

export function useVariantLinks(variantId: string) {
  return useQuery({
    queryKey: [BOOKINGS_KEY, "variant-links", variantId],
    queryFn: async () =>
      (await bookings.variants.listResources(variantId)).resources,
  })
}

export type { SoldAs } from "../../client"

/** Variants that sell a resource or a group. */
export function useSoldAs(kind: "resources" | "groups", id: string) {
  return useQuery({
    queryKey: [BOOKINGS_KEY, "sold-as", kind, id],
    queryFn: async () => (await bookings[kind].listVariants(id)).variants,
  })
}

export function useVariants(q: string) {
  return useQuery({
    queryKey: [BOOKINGS_KEY, "store-variants", q],
    queryFn: async () =>
      (
        await store.get<{ variants: VariantSummary[] }>("/product-variants", {
          q: q || undefined,
          limit: 20,
          fields: "id,title,sku,product.id,product.title",
        })
      ).variants,
    placeholderData: keepPreviousData,
  })
}

/** The variants of a product. */
export function useProductVariants(productId: string) {
  return useQuery({
    queryKey: [BOOKINGS_KEY, "product-variants", productId],
    queryFn: async () =>
      (
        await store.get<{ variants: VariantSummary[] }>(
          `/products/${productId}/variants`,
          { limit: 100, fields: "id,title,sku" }
        )
      ).variants,
  })
}
