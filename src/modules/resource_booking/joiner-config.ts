import type { ModuleJoinerConfig } from "@medusajs/framework/types"

export const RESOURCE_BOOKING_MODULE = "resource_booking"

/**
 * The records that `query.graph` reads. Names are global to a store, so they
 * all begin with `booking_`. The module's service has a `list` and a
 * `listAndCount` method for each, with the suffix in the name.
 */
const RECORDS = [
  { name: "booking_resource", entity: "BookingResource" },
  { name: "booking_group", entity: "BookingGroup" },
  { name: "booking_hold", entity: "BookingHold" },
  { name: "booking_allocation", entity: "BookingAllocation" },
  { name: "booking_variant_link", entity: "BookingVariantLink" },
]

/**
 * From it Medusa makes its types and knows what belongs to what. What only
 * staff see (a hold's e-mail, an allocation's guests, notes) is not in it, nor in the
 * answers: a store's own routes may hand on whatever fields a shopper asks for,
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
  alias: RECORDS.map(({ name, entity }) => ({
    name: [name, `${name}s`],
    entity,
    args: { methodSuffix: `${entity}s` },
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
