import type { HoldDTO } from "medusa-resource-booking/client"
import { useState } from "react"

import type { Cart } from "../api/checkout"
import { sentenceOf } from "../api/client"
import { money } from "../lib/money"
import { spanOf, stayText } from "../lib/stay"
import { useCart } from "../state/cart"
import { Notice } from "./notice"
import { Picture } from "./picture"

type Line = NonNullable<Cart["items"]>[number]

export function CartLine({
  line,
  hold,
  currency,
}: {
  line: Line
  hold: HoldDTO | undefined
  currency: string
}) {
  const { retry, remove } = useCart()
  const [isBusy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const [item] = hold?.items ?? []
  const isOver = hold?.status !== "active"
  const act = async (action: (id: string) => Promise<void>) => {
    setBusy(true)
    setRefusal(null)
    try {
      await action(line.id)
    } catch (error) {
      setRefusal(sentenceOf(error))
    }
    setBusy(false)
  }
  return (
    <li className={isOver ? "line over" : "line"}>
      <Picture source={line.thumbnail} />
      <div className="line-body">
        <h2>{line.product_title ?? line.title}</h2>
        {item && (
          <p>
            {stayText(
              { start: item.start_date, end: item.end_date },
              spanOf(item)
            )}
          </p>
        )}
        <p>
          {line.quantity} × {money(line.unit_price, currency)}
        </p>
        {isOver && !refusal && (
          <p className="gone">These dates are no longer held for you.</p>
        )}
        {refusal && <Notice>{refusal}</Notice>}
        <p className="line-actions">
          {isOver && (
            <button
              type="button"
              className="primary"
              disabled={isBusy}
              onClick={() => void act(retry)}
            >
              Try again
            </button>
          )}
          <button
            type="button"
            className="plain"
            disabled={isBusy}
            onClick={() => void act(remove)}
            aria-label={`Remove ${line.title}`}
          >
            Remove
          </button>
        </p>
      </div>
      <p className="line-total">
        {money(line.unit_price * line.quantity, currency)}
      </p>
    </li>
  )
}
