import type { z } from "zod"

import type * as R from "../records"

/**
 * What connections to the database are for. Each kind of work has its own, so
 * that none keeps another waiting for one.
 */
export type Lane = (typeof R.LANES)[number]

export type PoolFigures = z.infer<typeof R.PoolFigures>
