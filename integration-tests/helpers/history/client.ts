import type { HoldDTO } from "../../../src/modules/resource_booking/types"
import {
  type Call,
  cancelAllocations,
  confirmHold,
  expireHolds,
  extendHold,
  isBookingRefusal,
  placeHold,
  releaseHold,
} from "../../engine"
import type { Answer, Asked } from "./journal"

/** Asks the module, and puts down what it answers. */
export async function ask(
  call: Call,
  asked: Asked
): Promise<{ outcome: string; answer: Answer }> {
  try {
    return { outcome: "ok", answer: await act(call, asked) }
  } catch (error) {
    if (isBookingRefusal(error)) {
      const { dates } = error.details
      return { outcome: error.code, answer: dates ? { dates } : {} }
    }
    return { outcome: `error: ${String(error)}`, answer: {} }
  }
}

async function act(call: Call, asked: Asked): Promise<Answer> {
  switch (asked.kind) {
    case "place": {
      const { items, key, cart_id } = asked
      const input = { items, idempotency_key: key, cart_id }
      return answerOf((await placeHold(call, input)).hold)
    }
    case "extend":
      return answerOf(
        (await extendHold(call, asked.hold_id, { admin: true })).hold
      )
    case "release":
      return answerOf(await releaseHold(call, asked.hold_id, { admin: true }))
    case "confirm": {
      const { hold, allocations } = await confirmHold(call, asked)
      return { hold_id: hold.id, allocation_ids: allocations.map((a) => a.id) }
    }
    case "cancel": {
      const canceled = await cancelAllocations(call, asked)
      return { allocation_ids: canceled.map((a) => a.id) }
    }
    case "expire":
      await expireHolds(call)
      return {}
  }
}

function answerOf(hold: HoldDTO): Answer {
  return {
    hold_id: hold.id,
    expires_at: hold.expires_at,
    items: hold.items.map(({ resource_id, dates, quantity }) => ({
      resource_id,
      dates,
      quantity,
    })),
  }
}
