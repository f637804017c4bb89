import { Text } from "@medusajs/ui"

import type { Names } from "../../hooks/catalog"
import { useText } from "../../hooks/use-text"
import type { AdminHoldDTO } from "../../lib/types"
import { ResourceLink } from "../common/labels"

type Props = {
  hold: AdminHoldDTO
  names: Names | undefined
}

/** What a hold keeps: a line for each of its items. */
export function HeldItems({ hold, names }: Props) {
  const { range } = useText()
  return (
    <div className="flex flex-col gap-y-0.5 py-1.5">
      {hold.items.map((item) => (
        <div key={item.id} className="flex items-center gap-x-1.5">
          {item.quantity > 1 && (
            <Text size="small" leading="compact" className="text-ui-fg-muted">
              {item.quantity} ×
            </Text>
          )}
          <ResourceLink
            id={item.resource_id}
            name={names?.get(item.resource_id)?.name}
          />
          <Text
            size="small"
            leading="compact"
            className="text-ui-fg-subtle whitespace-nowrap"
          >
            {range(item.start_date, item.end_date)}
          </Text>
        </div>
      ))}
    </div>
  )
}
