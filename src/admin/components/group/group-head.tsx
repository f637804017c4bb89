import { PencilSquare, Trash } from "@medusajs/icons"
import { Badge } from "@medusajs/ui"
import { useNavigate } from "react-router-dom"

import { useGroup } from "../../hooks/catalog"
import { useAction } from "../../hooks/use-action"
import { useFormRoutes } from "../../hooks/use-forms"
import { useSure } from "../../hooks/use-sure"
import { useText } from "../../hooks/use-text"
import { bookings } from "../../lib/sdk"
import type { GroupDTO } from "../../lib/types"
import { ActionMenu } from "../common/action-menu"
import { Fact, Section } from "../common/page"

export function GroupHead({ group }: { group: GroupDTO }) {
  const { say, number } = useText()
  const forms = useFormRoutes()
  const remove = useRemove(group)
  return (
    <Section
      level="h1"
      title={group.name}
      actions={
        <ActionMenu
          groups={[
            [
              {
                label: say("common.edit"),
                icon: <PencilSquare />,
                onClick: () => forms.open("edit"),
              },
            ],
            [
              {
                label: say("common.delete"),
                icon: <Trash />,
                onClick: () => void remove(),
              },
            ],
          ]}
        />
      }
    >
      <Fact name={say("field.description")} value={group.description} />
      <Fact
        name={say("field.type")}
        value={
          <Badge size="2xsmall" className="w-fit">
            {group.type}
          </Badge>
        }
      />
      <Fact name={say("field.handle")} value={group.handle} />
      <Fact name={say("menu.resources")} value={number(group.resource_count)} />
    </Section>
  )
}

function useRemove(group: GroupDTO) {
  const { say } = useText()
  const sure = useSure()
  const navigate = useNavigate()
  const remove = useAction({
    run: () => bookings.groups.delete(group.id),
    says: () => say("group.deleted", { name: group.name }),
    then: () => void navigate("/bookings/groups"),
  })
  return async () => {
    const isSure = await sure({
      title: say("group.deleteTitle", { name: group.name }),
      text: say("group.deleteText"),
      confirm: say("common.delete"),
      name: group.name,
    })
    if (isSure) {
      remove.act(undefined)
    }
  }
}

/** The group's name, for the trail of pages. */
export function GroupCrumb({ id }: { id: string }) {
  return <>{useGroup(id).data?.name ?? id}</>
}
