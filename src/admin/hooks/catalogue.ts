/** Resources, groups, and what variants sell. */
import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { bookings, store, type Query } from "../lib/sdk"
import type {
  AvailabilityEntry,
  GroupDTO,
  Listed,
  ResourceDTO,
  VariantLinkDTO,
  VariantSummary,
} from "../lib/types"
import { BOOKINGS_KEY } from "./keys"

export type Resources = Listed & { resources: ResourceDTO[] }
export type Groups = Listed & { groups: GroupDTO[] }

export function useResources(query: Query = {}, enabled = true) {
  return useQuery({
    queryKey: [BOOKINGS_KEY, "resources", query],
    queryFn: ({ signal }) =>
      bookings.get<Resources>("/resources", query, signal),
    placeholderData: keepPreviousData,
    enabled,
  })
}

export function useResource(id: string, enabled = true) {
  return useQuery({
    queryKey: [BOOKINGS_KEY, "resource", id],
    queryFn: async () =>
      (await bookings.get<{ resource: ResourceDTO }>(`/resources/${id}`))
        .resource,
    enabled,
  })
}

/** Names of resources by id; those that are gone keep their id. */
export function useResourceNames(ids: string[]) {
  const wanted = [...new Set(ids)].sort()
  return useQuery({
    queryKey: [BOOKINGS_KEY, "resource-names", wanted],
    queryFn: async () => {
      const found = await Promise.all(wanted.map(readResource))
      return new Map(found.flatMap((each) => (each ? [[each.id, each]] : [])))
    },
    enabled: wanted.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
}

/** Read one by one, and kept: a page names few, and mostly the same ones. */
const cached = new Map<string, Promise<ResourceDTO | null>>()
function readResource(id: string): Promise<ResourceDTO | null> {
  const known = cached.get(id)
  if (known) {
    return known
  }
  const reading = bookings
    .get<{ resource: ResourceDTO }>(`/resources/${id}`)
    .then(({ resource }) => resource)
    .catch(() => null)
  cached.set(id, reading)
  setTimeout(() => cached.delete(id), 30_000)
  return reading
}

export function useGroups(query: Query = {}) {
  return useQuery({
    queryKey: [BOOKINGS_KEY, "groups", query],
    queryFn: () => bookings.get<Groups>("/groups", query),
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
    queryFn: async () =>
      (await bookings.get<{ group: GroupDTO }>(`/groups/${id}`)).group,
  })
}

export function useCapacity(id: string, start: string, end: string) {
  return useQuery({
    queryKey: [BOOKINGS_KEY, "capacity", id, start, end],
    queryFn: async () =>
      (
        await bookings.get<{ capacity: AvailabilityEntry[] }>(
          `/resources/${id}/capacity`,
          { start_date: start, end_date: end }
        )
      ).capacity,
    placeholderData: keepPreviousData,
  })
}

export function useVariantLinks(variantId: string) {
  return useQuery({
    queryKey: [BOOKINGS_KEY, "variant-links", variantId],
    queryFn: async () =>
      (
        await bookings.get<{ resources: VariantLinkDTO[] }>(
          `/variants/${variantId}/resources`
        )
      ).resources,
  })
}

export type SoldAs = VariantLinkDTO & {
  product_variant: VariantSummary | null
}

/** Variants that sell a resource or a group. */
export function useSoldAs(kind: "resources" | "groups", id: string) {
  return useQuery({
    queryKey: [BOOKINGS_KEY, "sold-as", kind, id],
    queryFn: async () =>
      (await bookings.get<{ variants: SoldAs[] }>(`/${kind}/${id}/variants`))
        .variants,
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
