import type { Task } from "./clock"
import type { SharedTask } from "./operations/upkeep/take-turn"

const SECOND = 1_000
const MINUTE = 60 * SECOND

type Work = Record<
  | "publishEvents"
  | "expireHolds"
  | "announceExpiringHolds"
  | "eraseExpiredPersonalData"
  | "deleteEndedHolds"
  | "keepLog"
  | "probeBus",
  () => Promise<unknown>
>

/** What each worker does each second: they don't wait for each other. */
export function standingTasks(bookings: Work): Task[] {
  return [
    {
      ...{ name: "publish_events", everyMs: SECOND, withinMs: MINUTE },
      run: () => bookings.publishEvents(),
    },
    {
      ...{ name: "expire_holds", everyMs: SECOND, withinMs: 2 * MINUTE },
      run: () => bookings.expireHolds(),
    },
    {
      ...{ name: "announce_expiring", everyMs: SECOND, withinMs: MINUTE },
      run: () => bookings.announceExpiringHolds(),
    },
  ]
}

/** What one worker does for all. */
export function sharedTasks(bookings: Work): SharedTask[] {
  return [
    {
      ...{ name: "erase_personal_data", everyMs: MINUTE },
      withinMs: 5 * MINUTE,
      run: async () => {
        await bookings.eraseExpiredPersonalData()
      },
    },
    {
      ...{ name: "delete_ended_holds", everyMs: MINUTE },
      withinMs: 5 * MINUTE,
      run: async () => {
        await bookings.deleteEndedHolds()
      },
    },
    {
      ...{ name: "keep_log", everyMs: MINUTE, withinMs: 10 * MINUTE },
      run: async () => {
        await bookings.keepLog()
      },
    },
    {
      ...{ name: "probe_bus", everyMs: MINUTE, withinMs: MINUTE },
      run: async () => {
        await bookings.probeBus()
      },
    },
  ]
}
