import type { ModuleJoinerConfig } from "@medusajs/framework/types"
import type { z } from "zod"

import { toGraphql } from "./graphql"
import {
  GraphCapacity,
  Group,
  Hold,
  HoldItem,
  Resource,
  ShopAllocation,
  ShopBlackout,
  ShopConflict,
  ShopTask,
  VariantLink,
} from "./records"

export const RESOURCE_BOOKING_MODULE = "resource_booking"

type GraphRecord = {
  name: string
  /** Unless it is the name with an s. */
  list?: string
  entity: string
  /** Unless it is the entity with an s. */
  suffix?: string
  fields: z.ZodObject
  /** What it belongs to: fields that the module resolves when asked for. */
  relations?: Record<string, string>
}

const RESOURCE = { booking_resource: "BookingResource" }
const GROUP = { booking_group: "BookingGroup" }

/**
 * The records that `query.graph` reads. Names are global to a store, so they
 * all begin with `booking_`. The module's service has a `list` and a
 * `listAndCount` method for each, with the suffix in the name.
 *
 * What only staff see (a hold's e-mail, an allocation's guests, notes, who works
 * on what) is not in them, nor in the answers: a store's own routes may hand on whatever fields a
 * shopper asks for, as far as they can be reached from a cart or a product.
 */
const RECORDS: GraphRecord[] = [
  {
    ...{ name: "booking_resource", entity: "BookingResource" },
    ...{ fields: Resource, relations: GROUP },
  },
  { name: "booking_group", entity: "BookingGroup", fields: Group },
  { name: "booking_hold", entity: "BookingHold", fields: Hold },
  {
    ...{ name: "booking_allocation", entity: "BookingAllocation" },
    ...{ fields: ShopAllocation, relations: RESOURCE },
  },
  {
    ...{ name: "booking_variant_link", entity: "BookingVariantLink" },
    ...{ fields: VariantLink, relations: { ...RESOURCE, ...GROUP } },
  },
  {
    ...{ name: "booking_blackout", entity: "BookingBlackout" },
    ...{ fields: ShopBlackout, relations: { ...RESOURCE, ...GROUP } },
  },
  {
    ...{ name: "booking_conflict", entity: "BookingConflict" },
    fields: ShopConflict,
  },
  {
    ...{ name: "booking_housekeeping_task", entity: "BookingHousekeepingTask" },
    ...{ fields: ShopTask, relations: RESOURCE },
  },
  {
    ...{ name: "booking_capacity", list: "booking_capacities" },
    ...{ entity: "BookingCapacity", suffix: "BookingCapacities" },
    ...{ fields: GraphCapacity, relations: RESOURCE },
  },
]

/** Records inside others. */
const PARTS = [{ entity: "BookingHoldItem", fields: HoldItem }]

/** From it Medusa makes its types and knows what belongs to what. */
const SCHEMA = toGraphql([...RECORDS, ...PARTS])

/**
 * How the rest of Medusa reads the module. By hand, since there are no data
 * models to make it from: see docs/adr/0001-plain-sql.md.
 */
export const joinerConfig = {
  serviceName: RESOURCE_BOOKING_MODULE,
  primaryKeys: ["id"],
  linkableKeys: Object.fromEntries(
    RECORDS.map(({ name, entity }) => [`${name}_id`, entity])
  ),
  alias: RECORDS.map(
    ({ name, entity, list = `${name}s`, suffix = `${entity}s` }) => ({
      ...{ name: [name, list], entity },
      args: { methodSuffix: suffix },
    })
  ),
  schema: SCHEMA,
} satisfies ModuleJoinerConfig

/** One side of a link: see src/links. */
export const linkable = {
  hold: sideOf("booking_hold", "BookingHold"),
  allocation: sideOf("booking_allocation", "BookingAllocation"),
  variantLink: sideOf("booking_variant_link", "BookingVariantLink"),
}

function sideOf(alias: string, entity: string) {
  return {
    serviceName: RESOURCE_BOOKING_MODULE,
    entity,
    alias,
    field: alias,
    linkable: `${alias}_id`,
    primaryKey: "id",
  }
}
