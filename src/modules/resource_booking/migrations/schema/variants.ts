/**
 * What a product variant sells, and how. The variant is Medusa's, another
 * module's row, so no foreign key.
 */
export const VARIANTS = `
  -- A line has one price, so how often it is charged belongs to what is bought,
  -- the variant, and not to each thing that it sells.
  create table booking_variant (
    variant_id text primary key,
    price_mode text not null default 'per_date'
      check (price_mode in ('per_date', 'per_booking')),
    created_at timestamptz not null,
    updated_at timestamptz not null
  );

  -- Resources and groups are never deleted for good; a link to a deleted one is
  -- kept, and counts again when it is restored.
  create table booking_variant_link (
    id text primary key,
    variant_id text not null,
    resource_id text references booking_resource (id),
    group_id text references booking_resource_group (id),
    position integer not null,
    created_at timestamptz not null,
    check (num_nonnulls(resource_id, group_id) = 1)
  );
  create index booking_variant_link_variant
    on booking_variant_link (variant_id, position);
  create unique index booking_variant_link_resource
    on booking_variant_link (resource_id, variant_id)
    where resource_id is not null;
  create unique index booking_variant_link_group
    on booking_variant_link (group_id, variant_id)
    where group_id is not null;
`
