import { Button, Text } from "@medusajs/ui"
import { useState } from "react"
import { Link } from "react-router-dom"

import { useAllocations, useHolds, useOrders } from "../../hooks/commitments"
import { useOperations } from "../../hooks/operations"
import { useForms } from "../../hooks/use-forms"
import { useText } from "../../hooks/use-text"
import { todayIn } from "../../lib/dates"
import type { OperationDTO, ResourceDTO } from "../../lib/types"
import { useAllocationActions } from "../allocation/use-allocation-actions"
import { ActionMenu } from "../common/action-menu"
import { BookedBy, Countdown, HolderName, LINK } from "../common/labels"
import { MiniTable } from "../common/mini-table"
import { Section } from "../common/page"
import { Nothing, Reading } from "../common/states"
import { useHoldActions } from "../hold/use-hold-actions"
import { LogEntry, OperationBadge } from "../log/log-entry"

type Props = { resource: ResourceDTO }

function ViewAll({ to }: { to: string }) {
  const { say } = useText()
  return (
    <Link to={to} className={`${LINK} txt-compact-small-plus`}>
      {say("common.viewAll")}
    </Link>
  )
}

/** Who comes next. */
export function NextAllocations({ resource }: Props) {
  const { say, range } = useText()
  const forms = useForms()
  const actions = useAllocationActions()
  const answer = useAllocations({
    resource_id: resource.id,
    status: "confirmed",
    start_date: todayIn(resource.timezone),
    order: "start_date",
    limit: 10,
  })
  const { data: orders } = useOrders(
    answer.data?.allocations.map(({ order_id }) => order_id) ?? []
  )
  return (
    <Section
      title={say("allocation.next")}
      actions={
        <>
          <ViewAll to={`/bookings/allocations?resource_id=${resource.id}`} />
          <Button
            size="small"
            variant="secondary"
            onClick={() => forms.open("book")}
          >
            {say("book.act")}
          </Button>
        </>
      }
    >
      <Reading answer={answer}>
        {({ allocations }) =>
          allocations.length === 0 ? (
            <Nothing title={say("allocation.noneAhead")} />
          ) : (
            <MiniTable
              rows={allocations}
              idOf={({ id }) => id}
              columns={[
                {
                  name: say("field.dates"),
                  cell: ({ start_date, end_date }) =>
                    range(start_date, end_date),
                },
                {
                  name: say("field.quantity"),
                  cell: ({ quantity }) => quantity,
                },
                {
                  name: say("field.order"),
                  cell: ({ order_id }) => (
                    <BookedBy order_id={order_id} orders={orders} />
                  ),
                },
                {
                  name: say("allocation.guests"),
                  cell: ({ guests, order_id, note }) =>
                    guests.map(({ name }) => name).join(", ") ||
                    (order_id && orders?.get(order_id)?.email) ||
                    note ||
                    "–",
                },
                {
                  name: "",
                  right: true,
                  cell: (allocation) => (
                    <ActionMenu groups={actions(allocation)} />
                  ),
                },
              ]}
            />
          )
        }
      </Reading>
    </Section>
  )
}

/** Who is about to buy. */
export function LiveHolds({ resource }: Props) {
  const { say, range } = useText()
  const actions = useHoldActions()
  const answer = useHolds({
    resource_id: resource.id,
    status: "active",
    order: "expires_at",
    limit: 10,
  })
  return (
    <Section
      title={say("hold.live")}
      actions={<ViewAll to={`/bookings/holds?resource_id=${resource.id}`} />}
    >
      <Reading answer={answer}>
        {({ holds }) =>
          holds.length === 0 ? (
            <Nothing title={say("hold.noneLive")} />
          ) : (
            <MiniTable
              rows={holds}
              idOf={({ id }) => id}
              columns={[
                {
                  name: say("field.dates"),
                  cell: ({ items }) =>
                    items
                      .filter((item) => item.resource_id === resource.id)
                      .map((item) => range(item.start_date, item.end_date))
                      .join(", "),
                },
                {
                  name: say("field.holder"),
                  cell: (hold) => <HolderName hold={hold} />,
                },
                {
                  name: say("hold.timeLeft"),
                  cell: ({ expires_at }) => (
                    <Countdown expiresAt={expires_at} />
                  ),
                },
                {
                  name: "",
                  right: true,
                  cell: (hold) => <ActionMenu groups={actions(hold)} />,
                },
              ]}
            />
          )
        }
      </Reading>
    </Section>
  )
}

/** What happened to it lately. */
export function RecentLog({ resource }: Props) {
  const { say, moment } = useText()
  const [entry, setEntry] = useState<OperationDTO | null>(null)
  const answer = useOperations({ resource_id: resource.id, limit: 8 })
  return (
    <Section
      title={say("menu.log")}
      actions={<ViewAll to={`/bookings/log?resource_id=${resource.id}`} />}
    >
      <Reading answer={answer}>
        {({ operations }) => (
          <div className="flex flex-col divide-y">
            {operations.map((operation) => (
              <button
                key={operation.id}
                type="button"
                onClick={() => setEntry(operation)}
                className="hover:bg-ui-bg-base-hover focus-visible:shadow-borders-focus transition-fg flex items-center justify-between gap-x-2 px-6 py-2.5 text-left outline-none"
              >
                <OperationBadge operation={operation.operation} />
                <Text size="xsmall" className="text-ui-fg-muted">
                  {moment(operation.created_at)}
                </Text>
              </button>
            ))}
            {operations.length === 0 && <Nothing title={say("log.none")} />}
          </div>
        )}
      </Reading>
      {entry && <LogEntry entry={entry} onClose={() => setEntry(null)} />}
    </Section>
  )
}
