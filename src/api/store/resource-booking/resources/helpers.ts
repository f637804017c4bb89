import type { ResourceDTO } from "../../../../modules/resource_booking/types"

/** A resource as shoppers see it: without the note that staff left on a freeze. */
export function toStoreResource<T extends ResourceDTO>(resource: T): T {
  const { freeze } = resource
  return { ...resource, freeze: freeze && { ...freeze, note: null } }
}
