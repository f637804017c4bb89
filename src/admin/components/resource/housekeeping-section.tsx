import { BroomSparkle } from "@medusajs/icons"

import { useBoard } from "../../hooks/front-desk"
import { useText } from "../../hooks/use-text"
import { useUserNames } from "../../hooks/users"
import type { ResourceDTO } from "../../lib/types"
import { ActionMenu } from "../common/action-menu"
import { Fact, Section } from "../common/page"
import { Nothing, Reading } from "../common/states"
import {
  HousekeepingBadge,
  RoomStatusTag,
  TaskBadge,
} from "../front-desk/labels"
import {
  HOUSEKEEPING_STATUSES,
  HousekeepingForms,
  useHousekeeping,
} from "../housekeeping/use-housekeeping"

/** How a room is today, and a menu to say that it is otherwise. */
export function HousekeepingSection({ resource }: { resource: ResourceDTO }) {
  const { say } = useText()
  // The board finds rooms by words; a handle is one, and nobody else's.
  const answer = useBoard({ q: resource.handle })
  const { data: users } = useUserNames()
  const { set } = useHousekeeping(resource)
  return (
    <Section
      title={say("menu.housekeeping")}
      actions={
        <ActionMenu
          groups={[
            HOUSEKEEPING_STATUSES.map((status) => ({
              label: say(`housekeeping.status.${status}`),
              icon: <BroomSparkle />,
              onClick: () => set(status),
            })),
          ]}
        />
      }
    >
      <Reading answer={answer}>
        {({ rooms }) => {
          const room = rooms.find((each) => each.resource.id === resource.id)
          if (!room) {
            return <Nothing title={say("board.noRooms")} />
          }
          const { task } = room
          const assignee = task?.assignee_id
          return (
            <>
              <Fact
                name={say("field.status")}
                value={
                  <span className="w-fit">
                    <RoomStatusTag status={room.status} />
                  </span>
                }
              />
              <Fact
                name={say("field.housekeeping")}
                value={
                  <span className="flex flex-wrap items-center gap-2">
                    <HousekeepingBadge status={room.housekeeping_status} />
                    {task && <TaskBadge status={task.status} />}
                    {assignee && (users?.get(assignee) ?? assignee)}
                  </span>
                }
              />
            </>
          )
        }}
      </Reading>
      <HousekeepingForms resource={resource} />
    </Section>
  )
}

/** One that a single party has at a time: only such a one is entered. */
export function isRoom({ default_capacity }: ResourceDTO): boolean {
  return default_capacity === 1
}
