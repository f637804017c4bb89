import { RESOURCE_BOOKING_MODULE } from "./joiner-config"

/**
 * The modules beside this one in the plugin, by name: each reads the section of the
 * plugin's options that has its name. A new one is added here.
 */
const SATELLITES: readonly string[] = []

/** A module's own options, and what is in none of the plugin's sections. */
export type Section = { own: unknown; strays: string[] }

/**
 * Medusa hands all options of a plugin to each of its modules, and adds the
 * store's connection to them. They are in sections; or, where there is only this
 * module to be set, they are its own, without one.
 */
export function ownSection(
  given: unknown,
  satellites: readonly string[] = SATELLITES
): Section {
  const entries = Object.entries({ ...(given as object) }).filter(
    ([name]) => name !== "database" && !satellites.includes(name)
  )
  const section = entries.find(([name]) => name === RESOURCE_BOOKING_MODULE)
  return section
    ? {
        own: section[1],
        strays: entries.map(([name]) => name).filter((n) => n !== section[0]),
      }
    : { own: Object.fromEntries(entries), strays: [] }
}
