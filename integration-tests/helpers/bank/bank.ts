import { randomUUID } from "node:crypto"
import {
  appendFileSync,
  existsSync,
  readFileSync,
  writeFileSync,
} from "node:fs"

/**
 * What the customer pays with, and so what happens:
 *
 * - `good` is authorized, and captured when the shop asks for it;
 * - `auto` is captured as soon as it is authorized;
 * - `declined` is declined;
 * - `secure` asks for 3-D Secure, and is authorized when the customer has done
 *   his step;
 * - `down`: the bank does nothing and answers with an error;
 * - `lost`: it is authorized, but the first answer gets lost on the way;
 * - `fatal`: it is captured, and the shop is killed before it hears so.
 */
export type Card =
  "good" | "auto" | "declined" | "secure" | "down" | "lost" | "fatal"

type Deed =
  | "opened"
  | "asked"
  | "approved"
  | "declined"
  | "authorized"
  | "captured"
  | "canceled"
  | "refunded"

type Entry = { payment: string; did: Deed; amount: number }

/** What moves money, or keeps it from being spent elsewhere. */
const MOVES: Deed[] = ["authorized", "captured", "canceled", "refunded"]

/**
 * The bank behind the tests' payment provider, with its own ledger. The ledger
 * is a file: it outlives a shop that is killed, as a bank does.
 */
export class Bank {
  constructor(readonly file: string) {}

  empty(): void {
    writeFileSync(this.file, "")
  }

  // What the shop asks for

  open(amount: number): string {
    const payment = `bank_${randomUUID()}`
    this.write({ payment, did: "opened", amount })
    return payment
  }

  /** @throws Error when the answer is lost, or the bank is down */
  authorize(
    payment: string,
    card: Card
  ): "authorized" | "captured" | "declined" | "asked" {
    const before = this.deeds(payment)
    if (before.includes("captured") && !before.includes("refunded")) {
      return "captured"
    }
    if (before.includes("authorized") && !before.includes("canceled")) {
      return "authorized"
    }
    switch (card) {
      case "good":
        return this.did(payment, "authorized")
      case "auto":
        return this.did(payment, "captured")
      case "declined":
        return this.did(payment, "declined")
      case "secure":
        return before.includes("approved")
          ? this.did(payment, "authorized")
          : this.did(payment, "asked")
      case "down":
        throw new Error("The bank is down.")
      case "lost":
        this.did(payment, "authorized")
        throw new Error("No answer from the bank.")
      case "fatal":
        this.did(payment, "captured")
        process.kill(process.pid, "SIGKILL")
        return "captured"
    }
  }

  capture(payment: string): void {
    const isDone = this.deeds(payment).includes("captured")
    if (!isDone) {
      this.did(payment, "captured")
    }
  }

  /** @throws Error for money that was taken already, as banks do */
  cancel(payment: string): void {
    const before = this.deeds(payment)
    if (before.includes("captured")) {
      throw new Error("A captured payment can't be canceled, only refunded.")
    }
    if (before.includes("authorized") && !before.includes("canceled")) {
      this.did(payment, "canceled")
    }
  }

  refund(payment: string, amount: number): void {
    this.write({ payment, did: "refunded", amount })
  }

  // What the customer does at the bank

  /** He passes 3-D Secure. */
  approve(payment: string): void {
    this.did(payment, "approved")
  }

  /** He pays on the bank's own page: the shop hears of it by a webhook. */
  charge(payment: string): void {
    this.did(payment, "captured")
  }

  // What the tests look at

  /** All that happened to one payment's money, in order. */
  moves(payment: string): [Deed, number][] {
    return this.entries()
      .filter((one) => one.payment === payment && MOVES.includes(one.did))
      .map(({ did, amount }) => [did, amount])
  }

  /** What one payment has cost the customer, all in all. */
  taken(payment: string): number {
    return sum(this.moves(payment), "captured", "refunded")
  }

  /** What of it is kept from being spent elsewhere: authorized, not captured. */
  reserved(payment: string): number {
    const moves = this.moves(payment)
    const isTaken = moves.some(([did]) => did === "captured")
    return isTaken ? 0 : sum(moves, "authorized", "canceled")
  }

  amountOf(payment: string): number {
    const own = this.entries().find((one) => one.payment === payment)
    if (!own) {
      throw new Error(`The bank knows no payment ${payment}.`)
    }
    return own.amount
  }

  deeds(payment: string): Deed[] {
    return this.entries()
      .filter((one) => one.payment === payment)
      .map(({ did }) => did)
  }

  private did<D extends Deed>(payment: string, did: D): D {
    this.write({ payment, did, amount: this.amountOf(payment) })
    return did
  }

  private entries(): Entry[] {
    const text = existsSync(this.file) ? readFileSync(this.file, "utf8") : ""
    return text
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Entry)
  }

  private write(entry: Entry): void {
    appendFileSync(this.file, `${JSON.stringify(entry)}\n`)
  }
}

function sum(moves: [Deed, number][], plus: Deed, minus: Deed): number {
  return moves.reduce(
    (total, [did, amount]) =>
      total + (did === plus ? amount : did === minus ? -amount : 0),
    0
  )
}
