import type {
  AllocationDTO,
  ListQuery,
  Page,
} from "../modules/resource_booking/types"

/** A page of a list: the rows under their plural, and where they are. */
export type Listed<Plural extends string, Row> = Record<Plural, Row[]> &
  Omit<Page<Row>, "rows"> & { offset: number; limit: number }

/** A query for records with these fields only, and the id. */
export type Fields<Field> = { fields?: readonly Field[] }

/** A record with these fields only; see `Fields`. */
export type Chosen<
  Record extends { id: string },
  Field extends keyof Record,
> = Pick<Record, Field | "id">

export type Deleted<Noun extends string> = {
  id: string
  object: Noun
  deleted: true
}

export type AllocationAnswer = { allocation: AllocationDTO }

/** What the routes take of a query that the engine takes. */
export type Asked<Query extends ListQuery> = Omit<Query, "sold_in">

/** As the engine's, but what is not known is left out and not null. */
export type Given<Input> = { [Name in keyof Input]: Exclude<Input[Name], null> }
