import type { HealthProblem, RecordName, RefusalCode } from "../lib/types"

/**
 * What the server says in English, in another language: by its code, with what
 * `details` has. A language that has none gets the server's own sentence.
 */
export type ServerTexts = {
  /** Some are said in one of two ways. */
  problem: Record<HealthProblem["code"], string | Record<string, string>>
  /** By the kind that the details name; `default` where they name none. */
  refusal: Record<RefusalCode, Record<string, string>>
  record: Record<RecordName, string>
}
