import {
  about,
  field,
  Group,
  Resource,
  StoreGroup,
  StoreResource,
  Text,
  Variant,
  VariantLink,
} from "../../modules/resource_booking/records"
import {
  AdminCreateGroup,
  AdminGetGroupParams,
  AdminGetGroupsParams,
  AdminUpdateGroup,
} from "../admin/resource-booking/groups/validators"
import {
  AdminCreateResource,
  AdminGetResourceParams,
  AdminGetResourcesParams,
  AdminUpdateResource,
} from "../admin/resource-booking/resources/validators"
import { AdminLinkVariant } from "../admin/resource-booking/variants/[id]/resources/validators"
import { AdminUpdateVariant } from "../admin/resource-booking/variants/[id]/validators"
import {
  StoreGetGroupParams,
  StoreGetGroupsParams,
} from "../store/resource-booking/groups/validators"
import {
  StoreGetResourceParams,
  StoreGetResourcesParams,
} from "../store/resource-booking/resources/validators"
import {
  ADMIN,
  deletion,
  medusaRecord,
  one,
  page,
  routesOf,
  several,
  STORE,
} from "./route-entry"

const RESOURCE = field(Text, "The resource's id or handle.", "room-101")
const RESOURCE_ID = field(Text, "The resource's id.", "bres_0mh2v3k4")
const GROUP = field(Text, "The group's id or handle.", "rooms")
const GROUP_ID = field(Text, "The group's id.", "bgrp_0mh2v3k4")
const VARIANT = field(Text, "The product variant's id.", "variant_01K9ZV")

const resource = one("resource", Resource)
const group = one("group", Group)

const SoldAs = about(
  VariantLink.extend({
    product_variant: field(
      medusaRecord("ProductVariant", "Medusa's product variant.", {
        id: field(Text, "Its id.", "variant_01K9ZV"),
        title: field(Text, "Its title.", "Standard"),
        sku: field(Text.nullable(), "Its SKU.", null),
        product_id: field(Text.nullable(), "Its product's id.", "prod_01K9ZP"),
        product: field(
          medusaRecord("Product", "Medusa's product.", {
            id: field(Text, "Its id.", "prod_01K9ZP"),
            title: field(Text, "Its title.", "Garden Room"),
          }).nullable(),
          "Its product."
        ),
      }).nullable(),
      "The variant; null if it is gone."
    ),
  }),
  {
    id: "VariantLinkWithVariant",
    description: "What a product variant sells, with the variant.",
  }
)

export const catalogRoutes = routesOf("Catalog", {
  [`GET ${STORE}/resources`]: {
    summary: "List or search resources",
    description:
      "Active resources that the key's sales channels sell. With a stay, those that are free on all of its dates, each with its `available_quantity`.",
    query: StoreGetResourcesParams,
    like: [Resource],
    answers: { 200: page("resources", StoreResource) },
    refusals: ["invalid_range"],
  },
  [`GET ${STORE}/resources/:id`]: {
    summary: "Read a resource",
    params: { id: RESOURCE },
    query: StoreGetResourceParams,
    answers: { 200: one("resource", StoreResource) },
  },
  [`GET ${STORE}/groups`]: {
    summary: "List or search groups",
    description:
      "With a stay, groups with enough free units; `available_quantity` is the sum of what members have free for all of it.",
    query: StoreGetGroupsParams,
    like: [Group],
    answers: { 200: page("groups", StoreGroup) },
    refusals: ["invalid_range"],
  },
  [`GET ${STORE}/groups/:id`]: {
    summary: "Read a group",
    params: { id: GROUP },
    query: StoreGetGroupParams,
    answers: { 200: one("group", StoreGroup) },
  },

  [`GET ${ADMIN}/resources`]: {
    summary: "List resources",
    query: AdminGetResourcesParams,
    like: [Resource],
    answers: { 200: page("resources", Resource) },
  },
  [`POST ${ADMIN}/resources`]: {
    summary: "Create a resource",
    body: AdminCreateResource,
    like: [Resource],
    answers: { 201: resource },
  },
  [`GET ${ADMIN}/resources/:id`]: {
    summary: "Read a resource",
    params: { id: RESOURCE },
    query: AdminGetResourceParams,
    answers: { 200: resource },
  },
  [`POST|PUT ${ADMIN}/resources/:id`]: {
    summary: "Change a resource",
    description: "Only the given fields are changed.",
    params: { id: RESOURCE_ID },
    body: AdminUpdateResource,
    like: [Resource],
    answers: { 200: resource },
    refusals: ["below_commitments", "has_commitments"],
  },
  [`DELETE ${ADMIN}/resources/:id`]: {
    summary: "Delete a resource",
    description: "It can be restored.",
    params: { id: RESOURCE_ID },
    answers: { 200: deletion("booking_resource", "bres_0mh2v3k4") },
    refusals: ["already_occupied", "has_commitments"],
  },
  [`POST ${ADMIN}/resources/:id/restore`]: {
    summary: "Restore a deleted resource",
    description:
      "If its handle has been taken, it gets a number; if its group is gone, it has none.",
    params: { id: RESOURCE_ID },
    answers: { 200: resource },
  },
  [`GET ${ADMIN}/resources/:id/variants`]: {
    summary: "List the product variants that sell a resource",
    params: { id: RESOURCE },
    answers: { 200: several("variants", SoldAs) },
  },

  [`GET ${ADMIN}/groups`]: {
    summary: "List groups",
    query: AdminGetGroupsParams,
    like: [Group],
    answers: { 200: page("groups", Group) },
  },
  [`POST ${ADMIN}/groups`]: {
    summary: "Create a group",
    body: AdminCreateGroup,
    like: [Group],
    answers: { 201: group },
  },
  [`GET ${ADMIN}/groups/:id`]: {
    summary: "Read a group",
    params: { id: GROUP },
    query: AdminGetGroupParams,
    answers: { 200: group },
  },
  [`POST|PUT ${ADMIN}/groups/:id`]: {
    summary: "Change a group",
    description: "Only the given fields are changed.",
    params: { id: GROUP_ID },
    body: AdminUpdateGroup,
    like: [Group],
    answers: { 200: group },
  },
  [`DELETE ${ADMIN}/groups/:id`]: {
    summary: "Delete a group",
    description: "Its members stay, without a group.",
    params: { id: GROUP_ID },
    answers: { 200: deletion("booking_group", "bgrp_0mh2v3k4") },
    refusals: ["has_commitments"],
  },
  [`GET ${ADMIN}/groups/:id/variants`]: {
    summary: "List the product variants that sell one of a group",
    params: { id: GROUP },
    answers: { 200: several("variants", SoldAs) },
  },

  [`GET ${ADMIN}/variants/:id`]: {
    summary: "Read how a product variant is booked",
    params: { id: VARIANT },
    answers: { 200: one("variant", Variant) },
  },
  [`POST ${ADMIN}/variants/:id`]: {
    summary: "Change how a product variant is booked",
    description: "Bookings in carts stay as they were agreed.",
    params: { id: VARIANT },
    body: AdminUpdateVariant,
    like: [Variant],
    answers: { 200: one("variant", Variant) },
  },
  [`GET ${ADMIN}/variants/:id/resources`]: {
    summary: "List what a product variant sells",
    description: "In the order in which it was linked.",
    params: { id: VARIANT },
    answers: { 200: several("resources", VariantLink) },
  },
  [`POST ${ADMIN}/variants/:id/resources`]: {
    summary: "Link a product variant to what it sells",
    description: "200 if it was already linked.",
    params: { id: VARIANT },
    body: AdminLinkVariant,
    answers: {
      200: one("resource", VariantLink),
      201: one("resource", VariantLink),
    },
  },
  [`DELETE ${ADMIN}/variants/:id/resources`]: {
    summary: "Unlink a product variant from what it sells",
    description: "What was held and sold stays.",
    params: { id: VARIANT },
    query: AdminLinkVariant,
    answers: { 200: deletion("booking_variant_link", "bvl_0mh2v3k4") },
  },
})
