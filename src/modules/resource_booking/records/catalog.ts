import { z } from "zod"

import {
  about,
  Anything,
  CalendarDate,
  CREATED_AT,
  field,
  Flag,
  Int,
  record,
  Text,
  UPDATED_AT,
} from "./fields"
import { FREEZE_REASONS, PRICE_MODES, SPANS } from "./words"

/** `HH:MM` of a day, in the resource's zone. */
const LocalTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Must be a time such as 15:00")

const Freeze = record("Freeze", "A freeze that is in force.", {
  reason: field(z.enum(FREEZE_REASONS), "Why it is closed.", "cleaning"),
  note: field(
    Text.nullable(),
    "For staff; always null in the store.",
    "Deep clean"
  ),
  until: field(
    CalendarDate.nullable(),
    "The last closed date; null: until it is opened.",
    "2027-01-20"
  ),
})

export const SellingVariant = record(
  "SellingVariant",
  "A product variant that sells a resource or a group, of a product that is shown.",
  {
    id: field(Text, "The variant's id.", "variant_01K9ZV"),
    product_id: field(Text, "Its product's id.", "prod_01K9ZP"),
    product_handle: field(Text, "Its product's handle.", "garden-room"),
  }
)

const VARIANTS = field(
  z.array(SellingVariant),
  "The variants that sell it in the key's sales channels, in the order in which they were linked."
)

/** What resources and groups have in common, in the order of the answers. */
const HANDLE = field(
  Text,
  "Its name in URLs: lowercase letters and digits, separated by hyphens. Unique; made from the name unless given.",
  "room-101"
)
const NAME = field(Text, "Its name, 1 to 255 characters.", "Room 101")
const TYPE = field(Text, "What it is, in a word of your own.", "room")
const DESCRIPTION = field(
  Text.nullable(),
  "For shoppers, at most 10,000 characters.",
  "A quiet room above the garden."
)
const IMAGES = field(z.array(Text), "Addresses of pictures, http or https.", [
  "https://example.com/room-101.jpg",
])
const AMENITIES = field(z.array(Text), "What it offers.", ["Balcony"])
const METADATA = field(
  Anything,
  "The store's own data, at most 16,384 bytes, nested at most 5 levels deep.",
  { floor: 1 }
)

export const Resource = record("Resource", "A bookable thing.", {
  id: field(Text, "The resource's id.", "bres_0mh2v3k4"),
  handle: HANDLE,
  name: NAME,
  type: TYPE,
  description: DESCRIPTION,
  group_id: field(
    Text.nullable(),
    "Its group, whose members all have the same span; null: none.",
    "bgrp_0mh2v3k4"
  ),
  timezone: field(
    Text,
    "The time zone of its dates, an IANA name.",
    "Australia/Brisbane"
  ),
  span: field(
    z.enum(SPANS),
    "What a stay's end date means: `night`, the check-out date; `day`, the last day.",
    "night"
  ),
  default_capacity: field(
    Int.nullable(),
    "Units on dates without a capacity of their own, 0 to 1,000,000; null: such dates are not offered.",
    1
  ),
  min_stay: field(
    Int.nullable(),
    "The fewest dates in a row that can be booked, 1 to 366; null: any number.",
    2
  ),
  max_stay: field(
    Int.nullable(),
    "The most dates in a row that can be booked, 1 to 366; null: any number.",
    14
  ),
  lead_time_hours: field(Int, "Minimum notice in hours, 0 to 8,784.", 24),
  horizon_days: field(
    Int.nullable(),
    "How many days ahead it can be booked, 1 to 3,660; null: any number.",
    365
  ),
  hold_ttl_minutes: field(
    Int.nullable(),
    "How long a hold lasts, 1 to 10,080 minutes; null: as the option says.",
    30
  ),
  check_in_time: field(
    LocalTime.nullable(),
    "The earliest check-in, a local time; null: not stated. For information: it has no effect on what can be booked.",
    "15:00"
  ),
  check_out_time: field(
    LocalTime.nullable(),
    "The latest check-out, a local time; null: not stated. For information, too.",
    "10:00"
  ),
  images: IMAGES,
  amenities: AMENITIES,
  is_active: field(Flag, "Whether it is on sale.", true),
  is_frozen: field(Flag, "Whether a freeze is in force today.", false),
  freeze: field(
    Freeze.nullable(),
    "The freeze that is in force today, in its time zone."
  ),
  metadata: METADATA,
  created_at: CREATED_AT,
  updated_at: UPDATED_AT,
})

/** What the module itself says of a record; all the rest, staff can write. */
const READ_ONLY = { id: true, created_at: true, updated_at: true } as const

export const ResourceFields = Resource.omit({
  ...READ_ONLY,
  is_frozen: true,
  freeze: true,
})

/** Only in the answer of a search for a stay. */
export const AVAILABLE_QUANTITY = "available_quantity"

const availableQuantity = field(
  Int.optional(),
  "Only in a search for a stay: units that are free on all of its dates.",
  1
)

export const StoreResource = about(
  Resource.extend({
    variants: VARIANTS,
    [AVAILABLE_QUANTITY]: availableQuantity,
  }),
  {
    id: "StoreResource",
    description: "A resource as shoppers see it, with what sells it.",
  }
)

export const Group = record("Group", "Interchangeable resources.", {
  id: field(Text, "The group's id.", "bgrp_0mh2v3k4"),
  handle: HANDLE,
  name: NAME,
  type: TYPE,
  description: DESCRIPTION,
  images: IMAGES,
  amenities: AMENITIES,
  resource_count: field(Int, "How many members it has.", 12),
  metadata: METADATA,
  created_at: CREATED_AT,
  updated_at: UPDATED_AT,
})

/** What staff can write of a group. */
export const GroupFields = Group.omit({ ...READ_ONLY, resource_count: true })

export const StoreGroup = about(
  Group.extend({
    variants: VARIANTS,
    [AVAILABLE_QUANTITY]: availableQuantity,
  }),
  {
    id: "StoreGroup",
    description: "A group as shoppers see it, with what sells it.",
  }
)

const PRICE_MODE = field(
  z.enum(PRICE_MODES),
  "What the variant's price is for: each date, or the whole booking.",
  "per_date"
)

export const VariantLink = record(
  "VariantLink",
  "A resource or group that a product variant sells; several are a bundle.",
  {
    id: field(Text, "The link's id.", "bvl_0mh2v3k4"),
    variant_id: field(Text, "The variant's id.", "variant_01K9ZV"),
    resource_id: field(
      Text.nullable(),
      "The resource that it sells; null if it sells a group.",
      "bres_0mh2v3k4"
    ),
    group_id: field(
      Text.nullable(),
      "The group that it sells one of; null if it sells a resource.",
      null
    ),
    name: field(Text, "The resource's or group's name.", "Room 101"),
    price_mode: PRICE_MODE,
    created_at: CREATED_AT,
  }
)

export const Variant = record(
  "Variant",
  "How a product variant is booked, whatever it sells.",
  {
    id: field(Text, "The variant's id.", "variant_01K9ZV"),
    price_mode: PRICE_MODE,
  }
)
