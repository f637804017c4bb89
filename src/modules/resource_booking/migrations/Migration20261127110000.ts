import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * A line has one price, so how often it is charged belongs to what is bought,
 * the variant, and not to each thing that it sells.
 */
export class Migration20261127110000 extends Migration {
  override up(): void {
    this.addSql(`
      create table booking_variant (
        variant_id text primary key,
        price_mode text not null default 'per_date'
          check (price_mode in ('per_date', 'per_booking')),
        created_at timestamptz not null,
        updated_at timestamptz not null
      );
      -- Charged once only if all that it sells was, each member of a group too.
      insert into booking_variant (variant_id, price_mode, created_at, updated_at)
        select variant_id, 'per_booking', clock_timestamp(), clock_timestamp()
        from (
          select l.variant_id,
            coalesce(bool_and(r.price_mode = 'per_booking'), false) as once
          from booking_variant_link l
          join booking_resource r on r.deleted_at is null
            and (r.id = l.resource_id or r.group_id = l.group_id)
          group by l.variant_id) as sold
        where once;
      alter table booking_resource drop column price_mode;
    `)
  }

  override down(): void {
    this.addSql(`
      alter table booking_resource add column price_mode text not null
        default 'per_date' check (price_mode in ('per_date', 'per_booking'));
      update booking_resource r set price_mode = 'per_booking'
        from booking_variant_link l
        join booking_variant v on v.variant_id = l.variant_id
        where v.price_mode = 'per_booking'
          and (r.id = l.resource_id or r.group_id = l.group_id);
      drop table booking_variant;
    `)
  }
}
