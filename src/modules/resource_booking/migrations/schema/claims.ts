/** The truth: one resource, one date, one claimant. */
export const CLAIMS = `
  create table booking_claim (
    -- A hold item while held, an allocation from then on.
    claimant_id text not null,
    resource_id text not null,
    date date not null,
    quantity integer not null check (quantity > 0),
    -- Of its units, those that were granted above the capacity.
    overbooked integer not null default 0,
    state text not null check (state in ('held', 'allocated')),
    -- Not before then has its hold ended: that one's due_at, or earlier. By
    -- default, look at the hold.
    due_at timestamptz default '-infinity',
    primary key (claimant_id, resource_id, date),
    -- No claim without a capacity row: none escapes its CHECK.
    foreign key (resource_id, date)
      references booking_capacity (resource_id, date),
    constraint booking_claim_overbooked
      check (overbooked between 0 and quantity),
    constraint booking_claim_due_while_held
      check (state <> 'held' or due_at is not null)
  );
  -- Everybody's way but the job's to what is due, on the dates that they ask
  -- about.
  create index booking_claim_due on booking_claim (resource_id, date, due_at);
`
