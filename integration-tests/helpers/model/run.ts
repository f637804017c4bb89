import fc from "fast-check"

import { type Call, expireHolds, liftBlackout } from "../../engine"
import type { Tampering } from "../sabotage"
import { ADMIN, makeOverdue, openWorld, type World } from "../world"
import { HOLDING } from "./holding"
import { lookAtAll, LOOKING } from "./looking"
import { MANAGING } from "./managing"
import { makeReal, type Tally } from "./real"
import { newState } from "./state"

export type ModelOptions = {
  runs: number
  /** At most so many commands in a run. */
  commands: number
  /** For the controls. */
  tampering?: Tampering
}

export type ModelResult = Tally & {
  runs: number
  violations: string[]
  /** What the module did otherwise than the model, by the fewest commands. */
  counterexample: string | null
}

/**
 * Random commands to the module and to a model of it: every answer must be the
 * one that the model foresaw, and what can be seen at the end, too.
 */
export async function runModel(options: ModelOptions): Promise<ModelResult> {
  const world = await openWorld()
  const tally: Tally = { commands: 0, successes: 0, refusals: 0 }
  try {
    const { counterexample, numRuns: runs } = await check(world, tally, options)
    const violations = (await world.audit()).map(
      (v) => `${v.invariant}: ${v.description}: ${v.subject}`
    )
    return { ...tally, runs, violations, counterexample }
  } finally {
    await world.close()
  }
}

async function check(world: World, tally: Tally, options: ModelOptions) {
  const { runs, commands: maxCommands, tampering } = options
  const call = { ...world.process({ tampering }), actor: ADMIN }
  const commands = fc.commands([...HOLDING, ...MANAGING, ...LOOKING], {
    maxCommands,
    size: "max",
  })
  const property = fc.asyncProperty(commands, async (given) => {
    const state = newState()
    const real = await makeReal(world, call, state, tally)
    try {
      await fc.asyncModelRun(() => ({ model: state, real }), given)
      await lookAtAll(state, real)
    } finally {
      await cleanUp(world, call)
    }
  })
  const { numRuns, counterexample, errorInstance } = await fc.check(property, {
    numRuns: runs,
  })
  const [fewest] = counterexample ?? []
  return {
    numRuns,
    counterexample: fewest
      ? `${fc.stringify(fewest)}: ${String(errorInstance)}`
      : null,
  }
}

/** What one run closed or held is nothing to the next one. */
async function cleanUp(world: World, call: Call): Promise<void> {
  const closed = await world.sql<{ id: string }>(
    "select id from booking_blackout where lifted_at is null"
  )
  for (const { id } of closed) {
    await liftBlackout(call, id)
  }
  const live = await world.sql<{ id: string }>(
    "select id from booking_hold where status = 'active'"
  )
  const ids = live.map((hold) => hold.id)
  await makeOverdue(world, ids)
  await expireHolds(call)
}
