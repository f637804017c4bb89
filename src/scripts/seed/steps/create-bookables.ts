import type { ResourceBookingService } from "../../../modules/resource_booking"
import { GROUPS } from "../catalog/groups"
import { RESOURCES } from "../catalog/resources"
import type { SeedResource } from "../catalog/shapes"
import { oneOf } from "../one-of"
import { everyPage, SEED } from "./service"

/** Ids by handle. */
export type Ids = Map<string, string>

export type Bookables = { groups: Ids; resources: Ids }

/** Creates the groups and resources that are missing. */
export async function createBookables(
  booking: ResourceBookingService
): Promise<Bookables> {
  const groups = idsOf(await everyPage((page) => booking.listGroups(page)))
  for (const group of GROUPS.filter(({ handle }) => !groups.has(handle))) {
    const { id } = await booking.createGroup(group, SEED)
    groups.set(group.handle, id)
  }
  const resources = idsOf(
    await everyPage((page) => booking.listResources(page))
  )
  for (const resource of RESOURCES) {
    if (!resources.has(resource.handle)) {
      const fields = creation(resource, groups)
      const { id } = await booking.createResource(fields, SEED)
      resources.set(resource.handle, id)
    }
  }
  return { groups, resources }
}

function creation(
  { group, departures: _, ...fields }: SeedResource,
  groups: Ids
) {
  return group ? { ...fields, group_id: idFor(groups, group) } : fields
}

/** @throws MedusaError when the handle is none of the catalog's */
export function idFor(ids: Ids, handle: string): string {
  return oneOf([ids.get(handle)], handle)
}

function idsOf(records: { id: string; handle: string }[]): Ids {
  return new Map(records.map(({ id, handle }) => [handle, id]))
}
