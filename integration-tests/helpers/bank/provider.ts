import type {
  AuthorizePaymentOutput,
  InitiatePaymentInput,
  PaymentProviderInput,
  ProviderWebhookPayload,
  RefundPaymentInput,
  WebhookActionResult,
} from "@medusajs/framework/types"
import {
  AbstractPaymentProvider,
  BigNumber,
  ModuleProvider,
  Modules,
  PaymentActions,
} from "@medusajs/framework/utils"

import { Bank, type Card } from "./bank"

/** What a payment session remembers of its payment. */
type Data = { payment: string; card: Card; session_id: string }

const ANSWERS = {
  authorized: "authorized",
  captured: "captured",
  declined: "error",
  asked: "requires_more",
} as const

/** Medusa's side of the bank: a payment provider as any other. */
class BankProvider extends AbstractPaymentProvider<{ file: string }> {
  static override identifier = "bank"
  private readonly bank: Bank

  constructor(container: Record<string, unknown>, options: { file: string }) {
    super(container, options)
    this.bank = new Bank(options.file)
  }

  async initiatePayment({ data, amount }: InitiatePaymentInput) {
    const payment = this.bank.open(new BigNumber(amount).numeric)
    const { card = "good", session_id } = (data ?? {}) as Partial<Data>
    return { id: payment, data: { payment, card, session_id } }
  }

  async authorizePayment(
    input: PaymentProviderInput
  ): Promise<AuthorizePaymentOutput> {
    const { payment, card } = dataOf(input)
    const answer = this.bank.authorize(payment, card)
    return { status: ANSWERS[answer], data: { ...input.data } }
  }

  async capturePayment(input: PaymentProviderInput) {
    this.bank.capture(dataOf(input).payment)
    return { data: { ...input.data } }
  }

  async cancelPayment(input: PaymentProviderInput) {
    this.bank.cancel(dataOf(input).payment)
    return { data: { ...input.data } }
  }

  async deletePayment(input: PaymentProviderInput) {
    return this.cancelPayment(input)
  }

  async refundPayment(input: RefundPaymentInput) {
    const amount = new BigNumber(input.amount).numeric
    this.bank.refund(dataOf(input).payment, amount)
    return { data: { ...input.data } }
  }

  async updatePayment(input: PaymentProviderInput) {
    return { data: { ...input.data } }
  }

  async retrievePayment(input: PaymentProviderInput) {
    return { data: { ...input.data } }
  }

  async getPaymentStatus() {
    return { status: "pending" as const }
  }

  async getWebhookActionAndData({
    data,
  }: ProviderWebhookPayload["payload"]): Promise<WebhookActionResult> {
    const { payment, session_id } = data as Data
    return this.bank.deeds(payment).includes("captured")
      ? {
          action: PaymentActions.SUCCESSFUL,
          data: { session_id, amount: this.bank.amountOf(payment) },
        }
      : { action: PaymentActions.NOT_SUPPORTED }
  }
}

function dataOf({ data }: PaymentProviderInput): Data {
  return data as Data
}

export default ModuleProvider(Modules.PAYMENT, { services: [BankProvider] })
