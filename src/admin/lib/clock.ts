/**
 * The server's clock, as far as it is known here: holds end by it, and
 * "today" is a date of it. The browser's own may be wrong by hours.
 */
let offset = 0

/** Learns from an answer what time it is on the server. */
export function learnServerTime(serverTime: string | null): void {
  const moment = serverTime === null ? NaN : Date.parse(serverTime)
  if (!Number.isNaN(moment)) {
    offset = moment - Date.now()
  }
}

/** Milliseconds since 1970, on the server. */
export function serverNow(): number {
  return Date.now() + offset
}
