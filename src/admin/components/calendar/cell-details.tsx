import { Badge, Button, Drawer, Heading, Text } from "@medusajs/ui"

import {
  useAllocations,
  useBlackouts,
  useHolds,
  useOrders,
} from "../../hooks/commitments"
import { useText } from "../../hooks/use-text"
import type {
  AdminHoldDTO,
  AllocationDTO,
  CalendarResource,
} from "../../lib/types"
import { useAllocationActions } from "../allocation/use-allocation-actions"
import { BlackoutKind, BlackoutReason } from "../blackout/blackout-labels"
import { ActionMenu, type MenuAction } from "../common/action-menu"
import { Countdown, OrderLink } from "../common/labels"
import { Fact } from "../common/page"
import { Nothing, Reading } from "../common/states"
import { useHoldActions } from "../hold/use-hold-actions"

type Props = {
  resource: CalendarResource
  /** Which of its dates. */
  index: number
  date: string
  onChoose: () => void
  onClose: () => void
}

/** Who holds or has a date of a resource. */
export function CellDetails(props: Props) {
  const { resource, index, date, onClose } = props
  const { say, date: show } = useText()
  const actions = useAllocationActions()
  const reason = resource.reason[index] ?? null
  return (
    <>
      <Drawer open onOpenChange={(open) => open || onClose()}>
        <Drawer.Content>
          <Drawer.Header>
            <Drawer.Title asChild>
              <Heading>{resource.name}</Heading>
            </Drawer.Title>
            <Drawer.Description asChild>
              <Text size="small" className="text-ui-fg-subtle">
                {show(date)}
              </Text>
            </Drawer.Description>
          </Drawer.Header>
          <Drawer.Body className="divide-y overflow-y-auto p-0">
            <Fact
              name={say("field.status")}
              value={reason ? say(`reason.${reason}`) : say("cell.free")}
            />
            <Fact
              name={say("field.capacity")}
              value={say("calendar.freeUnits", {
                free: resource.available_capacity[index] ?? 0,
                all: resource.max_capacity[index] ?? 0,
              })}
            />
            <Closings resource={resource} date={date} />
            <Commitments resource={resource} date={date} actions={actions} />
          </Drawer.Body>
          <Drawer.Footer>
            <Button size="small" variant="secondary" onClick={onClose}>
              {say("common.close")}
            </Button>
            <Button size="small" onClick={props.onChoose}>
              {say("calendar.choose")}
            </Button>
          </Drawer.Footer>
        </Drawer.Content>
      </Drawer>
    </>
  )
}

/** Its own blackouts on that date; those of its group or of all have a page. */
function Closings({ resource, date }: Pick<Props, "resource" | "date">) {
  const answer = useBlackouts({
    resource_id: resource.id,
    start_date: date,
    end_date: date,
  })
  return (answer.data?.blackouts ?? []).map((blackout) => (
    <Fact
      key={blackout.id}
      name=""
      value={
        <div className="flex flex-col gap-y-1">
          <BlackoutKind kind={blackout.kind} />
          <BlackoutReason blackout={blackout} />
        </div>
      }
    />
  ))
}

function Commitments(
  props: Pick<Props, "resource" | "date"> & {
    actions: (allocation: AllocationDTO) => MenuAction[][]
  }
) {
  const { resource, date, actions } = props
  const { say } = useText()
  const holdActions = useHoldActions()
  const on = { resource_id: resource.id, start_date: date, end_date: date }
  const holds = useHolds({ ...on, status: "active", limit: 100 })
  const allocations = useAllocations({ ...on, status: "confirmed", limit: 100 })
  const { data: orders } = useOrders(
    allocations.data?.allocations.map(({ order_id }) => order_id) ?? []
  )
  const emails = new Map(resource.bookings.map(({ id, email }) => [id, email]))
  const isEmpty =
    holds.data?.count === 0 && allocations.data?.allocations.length === 0
  return (
    <>
      <Reading answer={allocations}>
        {({ allocations }) =>
          allocations.map((allocation) => {
            const order = allocation.order_id
              ? orders?.get(allocation.order_id)
              : undefined
            return (
              <Commitment
                key={allocation.id}
                kind="sold"
                quantity={allocation.quantity}
                start={allocation.start_date}
                end={allocation.end_date}
                who={
                  allocation.guests.map(({ name }) => name).join(", ") ||
                  order?.email ||
                  emails.get(allocation.id) ||
                  allocation.note ||
                  say("allocation.byStaff")
                }
                link={
                  allocation.order_id && (
                    <OrderLink id={allocation.order_id} order={order} />
                  )
                }
                groups={actions(allocation)}
              />
            )
          })
        }
      </Reading>
      <Reading answer={holds}>
        {({ holds }) =>
          holds.flatMap((hold) =>
            itemsOn(hold, resource.id, date).map((item) => (
              <Commitment
                key={item.id}
                kind="held"
                quantity={item.quantity}
                start={item.start_date}
                end={item.end_date}
                who={hold.email ?? say("hold.anonymous")}
                link={<Countdown expiresAt={hold.expires_at} />}
                groups={holdActions(hold)}
              />
            ))
          )
        }
      </Reading>
      {isEmpty && (
        <Nothing title={say("calendar.nobody")}>
          {say("calendar.nobodyText")}
        </Nothing>
      )}
    </>
  )
}

function itemsOn(hold: AdminHoldDTO, resourceId: string, date: string) {
  return hold.items.filter(
    ({ resource_id, dates }) =>
      resource_id === resourceId && dates.includes(date)
  )
}

function Commitment(props: {
  kind: "held" | "sold"
  quantity: number
  start: string
  end: string
  who: string
  link: React.ReactNode
  groups: MenuAction[][]
}) {
  const { say, range } = useText()
  return (
    <div className="flex items-start justify-between gap-x-2 px-6 py-4">
      <div className="flex min-w-0 flex-col gap-y-1">
        <div className="flex flex-wrap items-center gap-2">
          <Badge
            size="2xsmall"
            color={props.kind === "held" ? "orange" : "blue"}
          >
            {say(props.kind === "held" ? "cell.held" : "cell.sold")}
          </Badge>
          {props.link}
        </div>
        <Text size="small" weight="plus" leading="compact" className="truncate">
          {props.quantity > 1 && `${props.quantity} × `}
          {props.who}
        </Text>
        <Text size="small" leading="compact" className="text-ui-fg-subtle">
          {range(props.start, props.end)}
        </Text>
      </div>
      <ActionMenu groups={props.groups} />
    </div>
  )
}
