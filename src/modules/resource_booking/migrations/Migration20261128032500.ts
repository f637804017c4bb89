import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * Lists whose page N costs what page 1 does, and people who are found by index.
 *
 * An e-mail is searched by its beginning, so a B-tree does. Trigrams would find
 * pieces of it, but the extension is not everywhere, and each hold would pay for
 * the index.
 */
export class Migration20261128032500 extends Migration {
  override up(): void {
    this.addSql(NEWEST_FIRST)
    this.addSql(PEOPLE)
  }

  override down(): void {
    this.addSql(`
      drop index booking_allocation_guest_emails;
      drop function booking_guest_emails;
      create index booking_allocation_guests on booking_allocation (id)
        where guests <> '[]';
      drop statistics booking_hold_email_beginnings;
      drop index booking_hold_email;
      create index booking_hold_email on booking_hold (email)
        where email is not null;
      drop index booking_resource_name;
      drop index booking_allocation_created;
      drop index booking_hold_created;
      create index booking_hold_created on booking_hold using brin (created_at);
    `)
  }
}

/** The orders of lists that nobody has asked for another one. */
const NEWEST_FIRST = `
  drop index booking_hold_created;
  create index booking_hold_created on booking_hold (created_at, id);
  create index booking_allocation_created
    on booking_allocation (created_at, id);
  create index booking_resource_name on booking_resource (name, id)
    where deleted_at is null;
`

const PEOPLE = `
  drop index booking_hold_email;
  create index booking_hold_email
    on booking_hold (lower(email) text_pattern_ops) where email is not null;
  -- Or the planner takes a person for one hold of two hundred, and walks through
  -- all of them, the newest first, to find theirs.
  create statistics booking_hold_email_beginnings on (lower(email))
    from booking_hold;

  -- The e-mails that an allocation's guests have, to find who wishes to be
  -- forgotten.
  create function booking_guest_emails(guests jsonb) returns text[]
  language sql immutable as $$
    select coalesce(array_agg(lower(guest ->> 'email')), '{}')
    from jsonb_array_elements(guests) as guest
    where guest ->> 'email' is not null
  $$;
  drop index booking_allocation_guests;
  -- Without a list of what is not sorted in yet, which every look would read.
  create index booking_allocation_guest_emails on booking_allocation
    using gin (booking_guest_emails(guests)) with (fastupdate = off)
    where guests <> '[]';
`
