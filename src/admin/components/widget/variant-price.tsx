import { Select } from "@medusajs/ui"

import { useAction } from "../../hooks/use-action"
import { useText } from "../../hooks/use-text"
import { bookings } from "../../lib/sdk"
import type { PriceMode } from "../../lib/types"

const MODES: PriceMode[] = ["per_date", "per_booking"]

/** What a variant's price is for; changed as soon as it is chosen. */
export function VariantPrice(props: { variantId: string; mode: PriceMode }) {
  const { variantId, mode } = props
  const { say } = useText()
  const change = useAction({
    run: (price_mode: PriceMode) =>
      bookings.variants.update(variantId, { price_mode }),
    says: () => say("link.priceChanged"),
  })
  return (
    <Select
      size="small"
      value={mode}
      onValueChange={(chosen) => change.act(chosen as PriceMode)}
      disabled={change.isPending}
    >
      <Select.Trigger aria-label={say("link.price")} className="w-fit shrink-0">
        <Select.Value />
      </Select.Trigger>
      <Select.Content>
        {MODES.map((one) => (
          <Select.Item key={one} value={one}>
            {say(`link.priceModes.${one}`)}
          </Select.Item>
        ))}
      </Select.Content>
    </Select>
  )
}
