import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * An e-mail that nobody has verified owns nothing: the limits count such holds
 * by their address. What is left of older owners is personal data.
 */
export class Migration20261127150000 extends Migration {
  override up(): void {
    this.addSql(`
      update booking_hold set owner = null where owner like 'email:%';
      delete from booking_basket where owner like 'email:%';
    `)
  }

  /** Live holds get their owners and baskets back, each with its own deadline. */
  override down(): void {
    this.addSql(`
      insert into booking_basket (owner, started_at, deadline)
        select 'email:' || lower(email), min(created_at), min(deadline)
        from booking_hold
        where owner is null and email is not null and status = 'active'
        group by 1
        on conflict do nothing;
      update booking_hold set owner = 'email:' || lower(email)
        where owner is null and email is not null and status = 'active';
    `)
  }
}
