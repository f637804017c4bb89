import { join } from "node:path"

import { ModulesSdkUtils } from "@medusajs/framework/utils"

import { RESOURCE_BOOKING_MODULE } from "./joiner-config"
import { parseOptions } from "./options"

const MIGRATIONS = {
  moduleName: RESOURCE_BOOKING_MODULE,
  models: [],
  pathToMigrations: join(__dirname, "migrations"),
}
const run = ModulesSdkUtils.buildMigrationScript(MIGRATIONS)

/**
 * Medusa's own scripts, but for one thing: a store whose options are wrong hears
 * of it before its tables are made, and not when it first starts. Medusa runs
 * migrations without making the service.
 *
 * Both are given, or Medusa would run the first one twice.
 */
export const migrationScripts = {
  runMigrations: (given: Parameters<typeof run>[0]) => {
    parseOptions(given?.options)
    return run(given)
  },
  revertMigration: ModulesSdkUtils.buildRevertMigrationScript(MIGRATIONS),
}
