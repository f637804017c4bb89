import { Button, clx, Drawer, Heading, Text } from "@medusajs/ui"
import { Link } from "react-router-dom"

import { useForms } from "../../hooks/use-forms"
import { useWhyNot } from "../../hooks/use-sentence"
import { useText } from "../../hooks/use-text"
import { useUserNames } from "../../hooks/users"
import type {
  BoardAction,
  BoardRoom,
  BoardStay,
  OrderSummary,
} from "../../lib/types"
import { LINK, OrderLink } from "../common/labels"
import {
  HousekeepingForms,
  useHousekeeping,
  useTaskStep,
} from "../housekeeping/use-housekeeping"
import { HousekeepingChoice, TaskButtons } from "./housekeeping-buttons"
import { HousekeepingBadge, RoomStatusTag } from "./labels"
import { headingOf } from "./stay-words"
import { RoomForms, useSteps } from "./use-steps"

type Props = {
  room: BoardRoom
  /** All of the room that the board knows. */
  stays: BoardStay[]
  whoIs: (stay: BoardStay) => string
  orders: Map<string, OrderSummary> | undefined
  assignee: string | undefined
}

/** What the address calls the sheet of a room: the first of its forms. */
export const ROOM = "room"

/** A room, who has it, and what may be done with it, in large buttons. */
export function RoomSheet(props: Props) {
  const { room, stays, whoIs, orders, assignee } = props
  const { say, date } = useText()
  const { resource, task } = room
  const { form, close, closeAll } = useForms()
  const steps = useSteps({ room, stays, whoIs, onDone: closeAll })
  const housekeeping = useHousekeeping(resource, closeAll)
  const work = useTaskStep(closeAll)
  if (form !== ROOM) {
    return (
      <>
        <RoomForms room={room} whoIs={whoIs} />
        <HousekeepingForms resource={resource} />
      </>
    )
  }
  return (
    <Drawer open onOpenChange={(open) => open || close()}>
      <Drawer.Content>
        <Drawer.Header>
          <Drawer.Title asChild>
            <Heading className="flex flex-wrap items-center gap-2">
              {resource.name}
              <RoomStatusTag status={room.status} />
              <HousekeepingBadge status={room.housekeeping_status} />
            </Heading>
          </Drawer.Title>
          <Drawer.Description asChild>
            <Text size="small" className="text-ui-fg-subtle">
              {date(room.date)} ·{" "}
              <Link to={`/bookings/resources/${resource.id}`} className={LINK}>
                {say("board.history")}
              </Link>
            </Text>
          </Drawer.Description>
        </Drawer.Header>
        <Drawer.Body className="flex flex-col divide-y overflow-y-auto p-0">
          <Stays room={room} whoIs={whoIs} orders={orders} />
          {room.is_today ? (
            <>
              <Actions
                actions={room.actions}
                undoes={undoes(room, stays)}
                isPending={steps.isPending}
                onPress={steps.press}
              />
              <div className="flex flex-col gap-y-3 px-6 py-4">
                <Heading level="h2">{say("menu.housekeeping")}</Heading>
                {task && (
                  <TaskButtons
                    task={task}
                    assignee={assignee}
                    isPending={work.isPending}
                    onStep={(action) =>
                      work.act({ id: task.id, name: resource.name, action })
                    }
                  />
                )}
                <HousekeepingChoice
                  status={room.housekeeping_status}
                  isPending={housekeeping.isPending}
                  onChoose={housekeeping.set}
                />
              </div>
            </>
          ) : (
            <Text size="small" className="text-ui-fg-muted px-6 py-4">
              {say("board.otherDate")}
            </Text>
          )}
        </Drawer.Body>
        <Drawer.Footer>
          <Button size="large" variant="secondary" onClick={close}>
            {say("common.close")}
          </Button>
        </Drawer.Footer>
      </Drawer.Content>
    </Drawer>
  )
}

/** Which step an undo would take back. */
function undoes({ actions, occupant }: BoardRoom, stays: BoardStay[]) {
  const id = actions.find(({ action }) => action === "undo")?.allocation_id
  if (!id) {
    return "undo" as const
  }
  if (occupant?.id === id) {
    return "undoCheckIn" as const
  }
  const state = stays.find((stay) => stay.id === id)?.state
  return state === "departed"
    ? ("undoCheckOut" as const)
    : state === "no_show"
      ? ("undoNoShow" as const)
      : ("undo" as const)
}

type StaysProps = Pick<Props, "room" | "whoIs" | "orders">

function Stays({ room, whoIs, orders }: StaysProps) {
  const { say } = useText()
  const { data: users } = useUserNames()
  const { stays, occupant, occupancy } = room
  const letInBy = users?.get(occupancy?.actor_id ?? "")
  if (stays.length === 0) {
    return (
      <Text size="small" className="text-ui-fg-muted px-6 py-4">
        {say("board.nobody")}
      </Text>
    )
  }
  return stays.map((stay) => (
    <Stay
      key={stay.id}
      name={say(headingOf(stay))}
      room={room}
      stay={stay}
      who={whoIs(stay)}
      order={stay.order_id ? orders?.get(stay.order_id) : undefined}
      by={stay.id === occupant?.id ? letInBy : undefined}
    />
  ))
}

function Stay(props: {
  name: string
  room: BoardRoom
  stay: BoardStay
  who: string
  order: OrderSummary | undefined
  /** Who let them in. */
  by: string | undefined
}) {
  const { name, room, stay, who, order, by } = props
  const { say, range, timeIn } = useText()
  const { timezone } = room.resource
  return (
    <div className="flex flex-col gap-y-1 px-6 py-4">
      <Text size="small" leading="compact" className="text-ui-fg-subtle">
        {name}
      </Text>
      <Text size="large" weight="plus" leading="compact">
        {who}
      </Text>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Text size="small" leading="compact">
          {range(stay.start_date, stay.end_date)}
        </Text>
        {stay.is_overdue && room.is_today && (
          <Text
            size="small"
            weight="plus"
            leading="compact"
            className="text-ui-fg-error"
          >
            {say("board.overdue")}
          </Text>
        )}
        {stay.order_id && <OrderLink id={stay.order_id} order={order} />}
      </div>
      {stay.arrived_at && (
        <Text size="small" leading="compact" className="text-ui-fg-subtle">
          {say("board.cameAt", {
            time: timeIn(stay.arrived_at, timezone, room.date),
          })}
          {by && ` · ${by}`}
        </Text>
      )}
      {stay.note && (
        <Text size="small" className="text-ui-fg-subtle">
          {stay.note}
        </Text>
      )}
    </div>
  )
}

/** Every action, in its place; one that is not for now says why. */
function Actions(props: {
  actions: BoardAction[]
  undoes: "undo" | "undoCheckIn" | "undoCheckOut" | "undoNoShow"
  isPending: boolean
  onPress: (action: BoardAction) => void
}) {
  const { say } = useText()
  const whyNot = useWhyNot()
  return (
    <div className="grid grid-cols-2 items-start gap-3 px-6 py-4">
      {props.actions.map((action) => {
        const name = action.action === "undo" ? props.undoes : action.action
        const isOff = action.code !== null
        const main =
          action.action === "check_in" || action.action === "check_out"
        return (
          <div key={action.action} className="flex min-w-0 flex-col gap-y-1">
            <Button
              size="xlarge"
              variant={main && !isOff ? "primary" : "secondary"}
              className={clx("min-h-12 w-full touch-manipulation")}
              disabled={isOff || props.isPending}
              aria-describedby={isOff ? `why-${action.action}` : undefined}
              data-action={action.action}
              data-code={action.code ?? undefined}
              onClick={() => props.onPress(action)}
            >
              {say(`board.action.${name}`)}
            </Button>
            {isOff && (
              <Text
                id={`why-${action.action}`}
                size="xsmall"
                leading="compact"
                className="text-ui-fg-subtle"
              >
                {whyNot(action)}
              </Text>
            )}
          </div>
        )
      })}
    </div>
  )
}
