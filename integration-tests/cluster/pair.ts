import { spawn } from "node:child_process"
import { once } from "node:events"
import { resolve } from "node:path"
import { createInterface } from "node:readline"

/** A PostgreSQL and a standby that follows it: see chaos/cluster/pair.mts. */
export type Pair = {
  /** Of the database `postgres` of each. */
  primary: string
  standby: string
  stopStandby(): Promise<void>
  /** Where it was. */
  startStandby(): Promise<void>
  stop(): Promise<void>
}

const PROGRAM = resolve(__dirname, "../../chaos/cluster/pair.mts")

export async function startPair(): Promise<Pair> {
  const child = spawn(process.execPath, ["--import=tsx", PROGRAM], {
    stdio: ["pipe", "pipe", "inherit"],
  })
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  const answer = async () => {
    const { value, done } = await lines.next()
    if (done) {
      throw new Error("The pair of servers has ended.")
    }
    return value
  }
  const tell = async (word: string) => {
    child.stdin.write(`${word}\n`)
    await answer()
  }
  const { primary, standby } = JSON.parse(await answer()) as Pair
  return {
    ...{ primary, standby },
    stopStandby: () => tell("stop"),
    startStandby: () => tell("start"),
    async stop() {
      child.stdin.end()
      await once(child, "exit")
    },
  }
}
