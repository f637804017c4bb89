import type { PoolClient } from "@medusajs/framework/pg"

import { errorCode, isNameLost, isUnusable, noAnswer } from "./failures"
import type { Row, Statement } from "./statement"
import { uniquelyNamed, unnamed } from "./statement-names"

const IN_FAILED_TRANSACTION = "25P02"

/**
 * PostgreSQL ends a statement at its own limit. This is for what it says of
 * that to arrive, before the connection is taken for a dead one.
 */
export const GRACE_MS = 200

/** What a process has learned of its connections. */
export type Experience = {
  /** Those not heard of since, by performance.now(), are taken for dead. */
  distrustBefore: number
  /** Whether statements keep their names from one transaction to the next. */
  keepsNames: boolean
}

type Rows = { rows: Row[] }

/** Error is null where there was none. */
type Answer = Rows & { error: unknown }

type Wire = {
  connection?: {
    stream?: {
      cork?(): void
      uncork?(): void
      destroy(error: Error): void
    }
  }
}

const heardAt = new WeakMap<PoolClient, number>()

/** A connection of the pool, as long as one piece of work has it. */
export class Borrowed {
  private isUsable = true

  constructor(
    private readonly client: PoolClient,
    private readonly experience: Experience
  ) {}

  /** Of a connection that was idle: whether it may well be dead. */
  get isDoubtful(): boolean {
    const heard = heardAt.get(this.client) ?? Infinity
    return heard < this.experience.distrustBefore
  }

  /**
   * Runs statements in order, in one trip. Each sees what the ones before it
   * did and what others committed before it began.
   *
   * @param timeoutMs after which nobody waits for an answer any more, and the
   * connection is destroyed. What was sent may or may not have been done
   * @returns the rows of each statement
   * @throws what PostgreSQL said to the first that failed
   */
  async send(statements: Statement[], timeoutMs: number): Promise<Row[][]> {
    const sentAt = performance.now()
    let isAnswered = false
    const late = () => isAnswered || this.giveUp(sentAt)
    // A process that was late itself reads first what has arrived meanwhile.
    const timer = setTimeout(() => setImmediate(late), timeoutMs)
    const answers = await this.submit(statements)
    isAnswered = true
    clearTimeout(timer)
    const errors = answers.flatMap(({ error }): unknown[] =>
      error ? [error] : []
    )
    if (errors.length > 0) {
      // Those behind the first failure only say that there was one.
      const error =
        errors.find((e) => errorCode(e) !== IN_FAILED_TRANSACTION) ?? errors[0]
      this.isUsable &&= !isUnusable(error)
      // Behind this pooler, names are worth nothing: none are given any more.
      this.experience.keepsNames &&= !isNameLost(error)
      throw error
    }
    heardAt.set(this.client, performance.now())
    return answers.map(({ rows }) => rows)
  }

  /** Gives it back; one that is of no use any more is destroyed. */
  release(): void {
    this.client.release(!this.isUsable)
  }

  /** Something of the work may still be open on it. */
  spoil(): void {
    this.isUsable = false
  }

  /**
   * Gives statements to the driver, in one packet: PostgreSQL then goes from
   * one to the next without being put to sleep in between. The driver does the
   * same within a statement.
   */
  private submit(statements: Statement[]): Promise<Answer[]> {
    const name = this.experience.keepsNames ? uniquelyNamed : unnamed
    const stream = (this.client as unknown as Wire).connection?.stream
    const answers: Answer[] = []
    let missing = statements.length
    return new Promise((resolve) => {
      const answered = (i: number, error: unknown, rows: Row[] = []) => {
        answers[i] = { error, rows }
        if (--missing === 0) {
          resolve(answers)
        }
      }
      stream?.cork?.()
      try {
        // By callbacks: a promise for each would be thrown away.
        statements.forEach((statement, i) =>
          this.client.query(name(statement), (error, result?: Rows) =>
            answered(i, error, result?.rows)
          )
        )
      } finally {
        stream?.uncork?.()
      }
    })
  }

  /** At once, not by a polite end: that would wait for an answer, too. */
  destroy(): void {
    this.spoil()
    const { connection } = this.client as unknown as Wire
    connection?.stream?.destroy(noAnswer())
  }

  /** Whatever was silent for as long is dead as well, most likely. */
  private giveUp(sentAt: number): void {
    this.experience.distrustBefore = sentAt
    this.destroy()
  }
}
