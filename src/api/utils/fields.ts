import { z } from "@medusajs/framework/zod"

/**
 * The `fields` parameter in Medusa's syntax: `id,name` are the only fields of
 * the answer, `-metadata` leaves one out, `+metadata` keeps it. The id is
 * always there.
 *
 * @param known the fields of the record; another name is refused
 */
export function fieldsParam(known: readonly string[]) {
  return z
    .string()
    .max(2_000)
    .transform((value, context): string[] => {
      const names = value.split(",").filter((name) => name.trim() !== "")
      if (!names.every((name) => known.includes(bare(name)))) {
        context.addIssue({
          code: "custom",
          message: `Must name only these fields: ${known.join(", ")}`,
        })
        return z.NEVER
      }
      return selected(names, known)
    })
    .optional()
}

/** The record with the selected fields only; all of it when none were. */
export function pick<T extends object>(
  record: T,
  fields: string[] | undefined
): Partial<T> {
  if (!fields) {
    return record
  }
  const entries = Object.entries(record)
  return Object.fromEntries(
    entries.filter(([name]) => fields.includes(name))
  ) as Partial<T>
}

function selected(names: string[], known: readonly string[]): string[] {
  const replaces = names.some((name) => !isModifier(name))
  const dropped = names.filter((name) => name.startsWith("-")).map(bare)
  const fields = replaces
    ? names.map(bare)
    : known.filter((name) => !dropped.includes(name))
  return ["id", ...fields]
}

/** A `+` in a query string arrives as a space. */
function isModifier(name: string): boolean {
  return /^[+ *-]/.test(name)
}

function bare(name: string): string {
  return name.replace(/^[+ *-]/, "").trim()
}
