/**
 * What connections to the database are for. Each kind of work has its own, so
 * that none keeps another waiting for one.
 */
export type Lane = "holds" | "reads" | "upkeep" | "reports"

export type PoolFigures = {
  total: number
  idle: number
  waiting: number
  max: number
}
