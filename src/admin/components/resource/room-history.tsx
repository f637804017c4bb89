import { Button, Heading, Text } from "@medusajs/ui"
import { useState } from "react"
import { Link } from "react-router-dom"

import { useResourceNames } from "../../hooks/catalog"
import { useAllocations, useOrders } from "../../hooks/commitments"
import { useOperations } from "../../hooks/operations"
import { useText } from "../../hooks/use-text"
import { useUserNames } from "../../hooks/users"
import type { OperationDTO, ResourceDTO } from "../../lib/types"
import { StayMoments } from "../allocation/stay-moments"
import { AllocationBadge, BookedBy, LINK } from "../common/labels"
import { MiniTable } from "../common/mini-table"
import { Section } from "../common/page"
import { Nothing, Reading } from "../common/states"
import { whoIs } from "../front-desk/board-look"
import { Change } from "../log/change"
import { Actor, LogEntry, OperationName } from "../log/log-entry"

const PAGE = 10

type Props = { resource: ResourceDTO }

/** Who had a room, who gave it to whom, and why. */
export function RoomHistory({ resource }: Props) {
  const { say } = useText()
  return (
    <Section
      title={say("history.title")}
      description={say("history.text")}
      actions={
        <Link
          to={`/bookings/log?resource_id=${resource.id}`}
          className={`${LINK} txt-compact-small-plus`}
        >
          {say("common.viewAll")}
        </Link>
      }
    >
      <Stays resource={resource} />
      <WhatHappened resource={resource} />
    </Section>
  )
}

function Stays({ resource }: Props) {
  const { say, range } = useText()
  const answer = useAllocations({
    resource_id: resource.id,
    order: "-start_date",
    limit: PAGE,
  })
  const { data: orders } = useOrders(
    answer.data?.allocations.map(({ order_id }) => order_id) ?? []
  )
  return (
    <div>
      <Heading level="h3" className="px-6 py-3">
        {say("history.stays")}
      </Heading>
      <Reading answer={answer}>
        {({ allocations }) =>
          allocations.length === 0 ? (
            <Nothing title={say("history.none")} />
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
                  name: say("allocation.guests"),
                  cell: (stay) =>
                    whoIs({ ...stay, email: null }, orders) ?? "–",
                },
                {
                  name: say("history.stay"),
                  cell: (stay) => (
                    <StayMoments stay={stay} timezone={resource.timezone} />
                  ),
                },
                {
                  name: say("field.status"),
                  cell: ({ status }) => <AllocationBadge status={status} />,
                },
                {
                  name: say("field.order"),
                  cell: ({ order_id }) => (
                    <BookedBy order_id={order_id} orders={orders} />
                  ),
                },
              ]}
            />
          )
        }
      </Reading>
    </div>
  )
}

function WhatHappened({ resource }: Props) {
  const { say, timeIn, total } = useText()
  const [limit, setLimit] = useState(PAGE)
  const [entry, setEntry] = useState<OperationDTO | null>(null)
  const answer = useOperations({ resource_id: resource.id, limit })
  const { data: names } = useResourceNames(
    answer.data?.operations.flatMap(resourcesIn) ?? []
  )
  const { data: users } = useUserNames()
  return (
    <div>
      <Heading level="h3" className="px-6 py-3">
        {say("history.log")}
      </Heading>
      <Reading answer={answer}>
        {({ operations, ...counted }) => (
          <>
            <MiniTable
              rows={operations}
              idOf={({ id }) => id}
              onRowClick={setEntry}
              columns={[
                {
                  name: say("log.when"),
                  cell: ({ created_at }) =>
                    timeIn(created_at, resource.timezone),
                },
                {
                  name: say("history.what"),
                  cell: ({ operation }) => (
                    <OperationName operation={operation} />
                  ),
                },
                {
                  name: say("log.who"),
                  cell: (operation) => <Actor entry={operation} />,
                },
                {
                  name: say("history.why"),
                  cell: ({ reason }) => reason ?? "–",
                },
                {
                  name: say("history.change"),
                  cell: (operation) => (
                    <Change entry={operation} names={names} users={users} />
                  ),
                },
              ]}
            />
            {counted.count > operations.length && (
              <div className="flex items-center justify-between gap-x-4 border-t px-6 py-3">
                <Text size="small" className="text-ui-fg-muted">
                  {say("history.shown", {
                    ...{ shown: operations.length, count: total(counted) },
                  })}
                </Text>
                <Button
                  size="small"
                  variant="secondary"
                  onClick={() => setLimit(Math.min(100, limit + 3 * PAGE))}
                >
                  {say("history.more")}
                </Button>
              </div>
            )}
          </>
        )}
      </Reading>
      {entry && <LogEntry entry={entry} onClose={() => setEntry(null)} />}
    </div>
  )
}

/** The resources that an entry names, before and after. */
function resourcesIn({ before, after }: OperationDTO): string[] {
  return [before, after].flatMap((state) => {
    const id = (state as { resource_id?: unknown } | null)?.resource_id
    return typeof id === "string" ? [id] : []
  })
}
