import type {
  RefusalCode,
  RefusalDetails,
} from "../modules/resource_booking/types"

type Refused = { code: RefusalCode; message: string; details: RefusalDetails }

/** An expected "no" of the server, with a sentence for people. */
export class BookingRefusal extends Error {
  override readonly name = "BookingRefusal"
  /** For programs; what each one means is in docs/reference/errors.md. */
  readonly code: RefusalCode
  readonly details: RefusalDetails
  /** Seconds after which the same request may succeed, if waiting helps. */
  readonly retryAfter: number | undefined

  constructor(
    /** HTTP's. */
    readonly status: number,
    { code, message, details }: Refused
  ) {
    super(message)
    this.code = code
    this.details = details
    this.retryAfter = details.retry_after
  }
}

/**
 * Whether an error is a refusal, of one of the codes if some are given. By its
 * name: a bundle may have two copies of this file.
 */
export function isBookingRefusal<Code extends RefusalCode = RefusalCode>(
  error: unknown,
  ...codes: Code[]
): error is BookingRefusal & { readonly code: Code } {
  const { name, code } = (error ?? {}) as { name?: unknown; code?: unknown }
  return (
    name === "BookingRefusal" &&
    (codes.length === 0 || codes.includes(code as Code))
  )
}

/** The refusal in an error of the SDK; null if it is something else. */
export function refusalOf(error: unknown): BookingRefusal | null {
  const { status } = error as { status?: unknown }
  const answer = answerIn(error)
  return typeof status === "number" && isRefused(answer)
    ? new BookingRefusal(status, answer)
    : null
}

/** The answer in an error's message; null if there is none: see headers.ts. */
export function answerIn(error: unknown): object | null {
  const { message } = error as { message?: unknown }
  try {
    const answer: unknown = JSON.parse(String(message))
    return typeof answer === "object" ? answer : null
  } catch {
    return null
  }
}

function isRefused(answer: object | null): answer is Refused {
  const { code, message, details } = (answer ?? {}) as Partial<Refused>
  return (
    typeof code === "string" &&
    typeof message === "string" &&
    typeof details === "object"
  )
}
