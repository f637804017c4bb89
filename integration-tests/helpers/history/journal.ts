import { readFileSync, writeSync } from "node:fs"

import type { HoldItemInput } from "../../../src/modules/resource_booking/types"

/** What a client asked for. */
export type Asked =
  | {
      kind: "place"
      key: string
      items: HoldItemInput[]
      cart_id: string | null
    }
  | { kind: "extend" | "release"; hold_id: string }
  | { kind: "confirm"; hold_id: string; order_id: string }
  | { kind: "cancel"; order_id: string }
  | { kind: "expire" }

export type GivenItem = {
  resource_id: string
  dates: string[]
  quantity: number
}

/** The part of an answer that can be held against the log. */
export type Answer = {
  hold_id?: string
  expires_at?: string
  items?: GivenItem[]
  allocation_ids?: string[]
  /** The dates that a refusal names. */
  dates?: string[]
}

/**
 * What a client knows: when it asked, by the database's clock in milliseconds,
 * and when and what it was answered. `unknown` when it, or the connection, was
 * gone before.
 */
export type Entry = Asked & {
  id: string
  from: number
  to: number | null
  outcome: string
  answer: Answer
}

type Line =
  | { begin: string; from: number; asked: Asked }
  | { end: string; to: number; outcome: string; answer: Answer }

/** Writes a journal that survives its process being killed. */
export class Journal {
  private n = 0

  constructor(
    private readonly file: number,
    private readonly name: string,
    private readonly now: () => number
  ) {}

  /** Notes a question and its answer; `outcome` tells them apart. */
  async note(
    asked: Asked,
    work: () => Promise<{ outcome: string; answer: Answer }>
  ): Promise<{ outcome: string; answer: Answer }> {
    const id = `${this.name}:${++this.n}`
    this.write({ begin: id, from: this.now(), asked })
    const result = await work()
    this.write({ end: id, to: this.now(), ...result })
    return result
  }

  private write(line: Line): void {
    writeSync(this.file, `${JSON.stringify(line)}\n`)
  }
}

/** What a client is not told for sure: no answer, or one that says "busy". */
const UNSURE = ["busy"]

export function readJournal(path: string): Entry[] {
  const entries = new Map<string, Entry>()
  for (const text of readFileSync(path, "utf8").split("\n")) {
    const line = parse(text)
    if (!line) {
      continue
    }
    if ("begin" in line) {
      const { begin: id, from, asked } = line
      const open = { to: null, outcome: "unknown", answer: {} }
      entries.set(id, { ...asked, id, from, ...open })
      continue
    }
    const { end, to, outcome, answer } = line
    const entry = entries.get(end) as Entry
    const sure = UNSURE.includes(outcome) ? "unknown" : outcome
    entries.set(end, { ...entry, to, outcome: sure, answer })
  }
  return [...entries.values()]
}

/** The last line may have been cut by the kill. */
function parse(text: string): Line | undefined {
  try {
    return JSON.parse(text) as Line
  } catch {
    return undefined
  }
}
