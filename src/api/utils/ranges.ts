const DAY_MS = 86_400_000

/** Days from one calendar date to another; negative if it is earlier. */
export function daysBetween(start: string, end: string): number {
  return (Date.parse(end) - Date.parse(start)) / DAY_MS
}
