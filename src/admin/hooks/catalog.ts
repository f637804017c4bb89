/** Resources, groups, and what variants sell. */
import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { useMemo } from "react"

import { bookings, type Query, store } from "../lib/sdk"
import type {
  ListGroups,
  ListResources,
  ResourceDTO,
  VariantSummary,
} from "../lib/types"
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

/** What a list needs to know of the resources that it names. */
export type Named = Pick<ResourceDTO, "id" | "name">
export type Names = Map<string, Named>

const A_MINUTE = 60_000

/** Names of resources by id. Those that are gone are called by their id. */
export function useResourceNames(ids: string[]) {
  const known = useQuery({
    queryKey: [BOOKINGS_KEY, "resource-names"],
    queryFn: async () => {
      const { resources } = await bookings.resources.list({
        ...{ fields: ["id", "name"], limit: 100, order: "name" },
      })
      return new Map(resources.map((each) => [each.id, each]))
    },
    staleTime: A_MINUTE,
  })
  // A store with more resources than one page of them: the rest one by one.
  const missing = [...new Set(ids)]
    .filter((id) => known.data && !known.data.has(id))
    .sort()
  const others = useQuery({
    queryKey: [BOOKINGS_KEY, "resource-names", missing],
    queryFn: async () => {
      const found = await Promise.all(missing.map(readName))
      return new Map(found.map((each) => [each.id, each]))
    },
    enabled: missing.length > 0,
    placeholderData: keepPreviousData,
    staleTime: A_MINUTE,
  })
  const data = useMemo(
    () => new Map([...(known.data ?? []), ...(others.data ?? [])]),
    [known.data, others.data]
  )
  return { data }
}

async function readName(id: string): Promise<Named> {
  try {
    const { resource } = await bookings.resources.retrieve(id, {
      fields: ["id", "name"],
    })
    return resource
  } catch {
    return { id, name: id }
  }
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
