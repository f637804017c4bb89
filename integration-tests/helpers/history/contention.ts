import { overlapping } from "../races/tally"
import type { Entry } from "./journal"
import type { Stage } from "./stage"

type Attempt = { id: string; from: number; to: number }

/**
 * How many attempts to place a hold wanted a resource and date that somebody
 * else attempted at the same time.
 */
export function contendedAttempts(journal: Entry[], stage: Stage): number {
  const byDate = new Map<string, Attempt[]>()
  for (const entry of journal) {
    if (entry.kind !== "place" || entry.to === null) {
      continue
    }
    for (const item of entry.items) {
      const ids = item.group_id ? stage.group.members : [item.resource_id]
      for (const key of new Set(
        ids.flatMap((id) => item.dates?.map((date) => `${id} ${date}`) ?? [])
      )) {
        const known = byDate.get(key) ?? []
        known.push({ id: entry.id, from: entry.from, to: entry.to })
        byDate.set(key, known)
      }
    }
  }
  const contended = new Set<string>()
  for (const attempts of byDate.values()) {
    overlapping(attempts).forEach((attempt) => contended.add(attempt.id))
  }
  return contended.size
}
