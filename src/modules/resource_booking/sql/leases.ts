import type { Statement } from "./database"

/** Takes what nobody has, or has let run out. Answers a row, or nothing. */
export function takeLease(
  name: string,
  holder: string,
  lengthMs: number
): Statement {
  return {
    text: `
      insert into booking_lease (name, holder, taken_at, until)
      values ($1, $2, clock_timestamp(),
        clock_timestamp() + $3::int * interval '1 millisecond')
      on conflict (name) do update set holder = excluded.holder,
        taken_at = excluded.taken_at, until = excluded.until
      where booking_lease.until <= clock_timestamp()
      returning holder`,
    values: [name, holder, lengthMs],
  }
}

/** Of one that has not run out. Answers a row, or nothing: it is lost. */
export function renewLease(
  name: string,
  holder: string,
  lengthMs: number
): Statement {
  return {
    text: `update booking_lease
      set until = clock_timestamp() + $3::int * interval '1 millisecond'
      where name = $1 and holder = $2 and until > clock_timestamp()
      returning holder`,
    values: [name, holder, lengthMs],
  }
}

export function giveBackLease(name: string, holder: string): Statement {
  return {
    text: "delete from booking_lease where name = $1 and holder = $2",
    values: [name, holder],
  }
}
