import { defineWidgetConfig } from "@medusajs/admin-sdk"
import { Text } from "@medusajs/ui"

import {
  AllocationForms,
  useAllocationActions,
} from "../components/allocation/use-allocation-actions"
import { ActionMenu } from "../components/common/action-menu"
import { AllocationBadge, ResourceLink } from "../components/common/labels"
import { Section } from "../components/common/page"
import { Nothing, Reading } from "../components/common/states"
import { useResourceNames } from "../hooks/catalog"
import { useAllocations } from "../hooks/commitments"
import { useText } from "../hooks/use-text"

type Props = { data: { id: string } }

/** What an order has booked. */
const OrderBookings = ({ data }: Props) => {
  const { say, range } = useText()
  const actions = useAllocationActions()
  const answer = useAllocations({
    order_id: data.id,
    order: "start_date",
    limit: 100,
  })
  const { data: names } = useResourceNames(
    answer.data?.allocations.map(({ resource_id }) => resource_id) ?? []
  )
  return (
    <Section title={say("allocation.widgetTitle")}>
      <Reading answer={answer} rows={2}>
        {({ allocations }) => (
          <div className="flex flex-col divide-y">
            {allocations.length === 0 && (
              <Nothing title={say("allocation.widgetNone")} />
            )}
            {allocations.map((allocation) => {
              const groups = actions(allocation)
              const guests = allocation.guests.map(({ name }) => name)
              return (
                <div
                  key={allocation.id}
                  className="flex items-start justify-between gap-x-2 px-6 py-4"
                >
                  <div className="flex min-w-0 flex-col gap-y-1">
                    <div className="flex flex-wrap items-center gap-2">
                      <ResourceLink
                        id={allocation.resource_id}
                        name={names?.get(allocation.resource_id)?.name}
                      />
                      <AllocationBadge status={allocation.status} />
                    </div>
                    <Text
                      size="small"
                      leading="compact"
                      className="text-ui-fg-subtle"
                    >
                      {allocation.quantity > 1 && `${allocation.quantity} × `}
                      {range(allocation.start_date, allocation.end_date)}
                    </Text>
                    {guests.length > 0 && (
                      <Text size="small" className="text-ui-fg-muted">
                        {guests.join(", ")}
                      </Text>
                    )}
                  </div>
                  {groups.length > 0 && <ActionMenu groups={groups} />}
                </div>
              )
            })}
          </div>
        )}
      </Reading>
      <AllocationForms />
    </Section>
  )
}

export default OrderBookings

export const config = defineWidgetConfig({
  id: "resource-booking:order-bookings",
  zone: "order.details.side.after",
})
