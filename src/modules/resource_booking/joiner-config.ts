import type { ModuleJoinerConfig } from "@medusajs/framework/types"

export const RESOURCE_BOOKING_MODULE = "resource_booking"

/**
 * The records that `query.graph` reads. Names are global to a store, so they
 * all begin with `booking_`. The module's service has a `list` and a
 * `listAndCount` method for each, with the suffix in the name.
 */
const RECORDS = [
  record("booking_resource", "BookingResource"),
  record("booking_group", "BookingGroup"),
  record("booking_hold", "BookingHold"),
  record("booking_allocation", "BookingAllocation"),
  record("booking_variant_link", "BookingVariantLink"),
  record("booking_blackout", "BookingBlackout"),
  record("booking_conflict", "BookingConflict"),
  record("booking_housekeeping_task", "BookingHousekeepingTask"),
  {
    ...{ name: "booking_capacity", entity: "BookingCapacity" },
    ...{ list: "booking_capacities", suffix: "BookingCapacities" },
  },
]

function record(name: string, entity: string) {
  return { name, entity, list: `${name}s`, suffix: `${entity}s` }
}

/**
 * From it Medusa makes its types and knows what belongs to what. What only
 * staff see (a hold's e-mail, an allocation's guests, notes, who works on what) is
 * not in it, nor in the answers: a store's own routes may hand on whatever fields a shopper asks for,
 * as far as they can be reached from a cart or a product.
 */
const SCHEMA = `
  type BookingResource {
    id: ID!
    handle: String!
    name: String!
    type: String!
    description: String
    group_id: String
    timezone: String!
    span: String!
    default_capacity: Int
    min_stay: Int
    max_stay: Int
    lead_time_hours: Int!
    horizon_days: Int
    hold_ttl_minutes: Int
    images: [String!]!
    amenities: [String!]!
    is_active: Boolean!
    is_frozen: Boolean!
    freeze: JSON
    metadata: JSON
    created_at: String!
    updated_at: String!
    booking_group: BookingGroup
  }

  type BookingGroup {
    id: ID!
    handle: String!
    name: String!
    type: String!
    description: String
    images: [String!]!
    amenities: [String!]!
    resource_count: Int!
    metadata: JSON
    created_at: String!
    updated_at: String!
  }

  type BookingHold {
    id: ID!
    status: String!
    expires_at: String!
    items: [BookingHoldItem!]!
    cart_id: String
    order_id: String
    metadata: JSON
    created_at: String!
    updated_at: String!
  }

  type BookingHoldItem {
    id: ID!
    resource_id: String!
    group_id: String
    start_date: String!
    end_date: String!
    dates: [String!]!
    quantity: Int!
  }

  type BookingAllocation {
    id: ID!
    status: String!
    resource_id: String!
    order_id: String
    line_item_id: String
    hold_id: String!
    start_date: String!
    end_date: String!
    dates: [String!]!
    quantity: Int!
    segment: Int!
    replaced_by: String
    canceled_at: String
    created_at: String!
    updated_at: String!
    booking_resource: BookingResource
  }

  type BookingVariantLink {
    id: ID!
    variant_id: String!
    resource_id: String
    group_id: String
    name: String!
    price_mode: String!
    created_at: String!
    booking_resource: BookingResource
    booking_group: BookingGroup
  }

  type BookingBlackout {
    id: ID!
    resource_id: String
    group_id: String
    all: Boolean!
    start_date: String!
    end_date: String
    kind: String!
    reason: String!
    created_at: String!
    updated_at: String!
    booking_resource: BookingResource
    booking_group: BookingGroup
  }

  type BookingConflict {
    id: ID!
    status: String!
    policy: String!
    order_id: String
    line_item_id: String
    cart_id: String
    hold_id: String
    items: [BookingHoldItem!]!
    code: String!
    dates: [String!]!
    outcome: String
    created_at: String!
    resolved_at: String
  }

  type BookingHousekeepingTask {
    id: ID!
    resource_id: String!
    resource_name: String!
    allocation_id: String
    status: String!
    due_date: String!
    started_at: String
    finished_at: String
    inspected_at: String
    created_at: String!
    updated_at: String!
    booking_resource: BookingResource
  }

  type BookingCapacity {
    id: ID!
    resource_id: String!
    date: String!
    max_capacity: Int!
    held: Int!
    allocated: Int!
    available_capacity: Int!
    booking_resource: BookingResource
  }
`

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
  alias: RECORDS.map(({ name, entity, list, suffix }) => ({
    name: [name, list],
    entity,
    args: { methodSuffix: suffix },
  })),
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
