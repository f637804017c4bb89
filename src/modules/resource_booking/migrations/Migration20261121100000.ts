import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** What a product variant sells, and the way from an order's line. */
export class Migration20261121100000 extends Migration {
  override up(): void {
    this.addSql(VARIANT_LINKS)
    this.addSql(LINES)
  }

  override down(): void {
    this.addSql(`
      drop index if exists booking_allocation_line;
      drop table if exists booking_variant_link cascade;
    `)
  }
}

const VARIANT_LINKS = `
  -- The variant is Medusa's: another module's row, so no foreign key. Resources
  -- and groups are never deleted for good; a link to a deleted one is kept, and
  -- counts again when it is restored.
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

const LINES = `
  create index booking_allocation_line on booking_allocation (line_item_id)
    where line_item_id is not null;
`
