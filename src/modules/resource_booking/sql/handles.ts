import type { Statement } from "./database"

export type CatalogTable = "booking_resource" | "booking_resource_group"

/** What PostgreSQL says to two at once who want one handle. */
export const HANDLE_TAKEN = "23505"

/** Handles that begin like this one. Answers `{ handle }` rows. */
export function similarHandles(table: CatalogTable, handle: string): Statement {
  return {
    text: `select handle from ${table}
      where deleted_at is null and (handle = $1 or handle like $1 || '-%')`,
    values: [handle],
  }
}
