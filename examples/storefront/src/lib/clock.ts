import { useEffect, useState } from "react"

/**
 * How far the server's clock is ahead of ours, in milliseconds, when an answer
 * to a request of that time has just come.
 */
export function offsetOf(serverTime: string, sentAt: number): number {
  const middle = (sentAt + Date.now()) / 2
  return Date.parse(serverTime) - middle
}

/** Whole seconds until a moment by the server's clock; 0 when it is past. */
export function secondsUntil(moment: string, offset: number): number {
  const left = Date.parse(moment) - (Date.now() + offset)
  return Math.max(0, Math.ceil(left / 1_000))
}

/**
 * Computed from the clocks at each tick, never counted down: a page that was
 * asleep, or whose timers were throttled, is right at its first tick.
 */
export function useSecondsUntil(moment: string | null, offset: number): number {
  const [, tick] = useState(0)
  useEffect(() => {
    if (moment) {
      const timer = setInterval(() => tick((count) => count + 1), 500)
      return () => clearInterval(timer)
    }
  }, [moment])
  return moment ? secondsUntil(moment, offset) : 0
}

/** Calls back when the page is visible again, or the network is back. */
export function useReturn(callback: () => void): void {
  useEffect(() => {
    const call = () => {
      if (document.visibilityState === "visible") {
        callback()
      }
    }
    document.addEventListener("visibilitychange", call)
    window.addEventListener("pageshow", call)
    window.addEventListener("online", call)
    return () => {
      document.removeEventListener("visibilitychange", call)
      window.removeEventListener("pageshow", call)
      window.removeEventListener("online", call)
    }
  }, [callback])
}
