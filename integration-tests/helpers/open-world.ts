import type { Violation } from "../../src/modules/resource_booking/types"
import { auditInvariants, type Call, type Database, type Row } from "../engine"
import { createTestDatabase } from "./database"
import { processAt, type ProcessOptions } from "./process"

/** A database with the module's tables, and processes that share it. */
export type World = {
  url: string
  /** See processAt. */
  process(options?: ProcessOptions): Call
  /** Runs a statement on the side, past the module. */
  sql<T = Row>(text: string, values?: unknown[]): Promise<T[]>
  audit(): Promise<Violation[]>
  close(): Promise<void>
}

export async function openWorld(): Promise<World> {
  const database = await createTestDatabase()
  const world = worldAt(database.url)
  return {
    ...world,
    async close() {
      await world.close()
      await database.drop()
    },
  }
}

/** The world of a database that somebody else made and drops. */
export function worldAt(url: string): World {
  const open: Database[] = []
  const process = (options: ProcessOptions = {}) => {
    const call = processAt(url, options)
    open.push(call.db)
    return call
  }
  const side = process()
  return {
    url,
    process,
    sql: (text, values = []) => side.db.query({ text, values }),
    audit: () => auditInvariants(side),
    async close() {
      await Promise.all(open.map((db) => db.close()))
    },
  }
}
