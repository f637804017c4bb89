import {
  LockClosedSolid,
  LockOpenSolid,
  PencilSquare,
  Trash,
} from "@medusajs/icons"
import { Badge, Text } from "@medusajs/ui"
import { useNavigate } from "react-router-dom"

import { useGroupNames, useResource } from "../../hooks/catalog"
import { useAction } from "../../hooks/use-action"
import { useFormRoutes, useForms } from "../../hooks/use-forms"
import { useSure } from "../../hooks/use-sure"
import { useText } from "../../hooks/use-text"
import { bookings } from "../../lib/sdk"
import type { ResourceDTO } from "../../lib/types"
import { ActionMenu } from "../common/action-menu"
import { GroupLink, ResourceBadge } from "../common/labels"
import { Fact, Section } from "../common/page"

/** What the resource is, and what can be done to it as a whole. */
export function ResourceHead({ resource }: { resource: ResourceDTO }) {
  const { say } = useText()
  const forms = useForms()
  const routes = useFormRoutes()
  const group = resource.group_id
  const { data: groups } = useGroupNames(group ? [group] : [])
  const remove = useRemove(resource)
  const unfreeze = useAction({
    run: () => bookings.resources.unfreeze(resource.id),
    says: () => say("freeze.lifted", { name: resource.name }),
  })
  return (
    <Section
      title={resource.name}
      level="h1"
      badge={<ResourceBadge resource={resource} />}
      actions={
        <ActionMenu
          groups={[
            [
              {
                label: say("common.edit"),
                icon: <PencilSquare />,
                onClick: () => routes.open("edit"),
              },
              {
                label: say(resource.is_frozen ? "freeze.change" : "freeze.act"),
                icon: <LockClosedSolid />,
                onClick: () => forms.open("freeze"),
              },
              ...(resource.is_frozen
                ? [
                    {
                      label: say("freeze.lift"),
                      icon: <LockOpenSolid />,
                      onClick: () => unfreeze.act(undefined),
                    },
                  ]
                : []),
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
      <FreezeFact resource={resource} />
      <Fact name={say("field.description")} value={resource.description} />
      <Fact
        name={say("field.type")}
        value={
          <Badge size="2xsmall" className="w-fit">
            {resource.type}
          </Badge>
        }
      />
      <Fact name={say("field.handle")} value={resource.handle} />
      <Fact
        name={say("field.group")}
        value={
          group && <GroupLink id={group} name={groups?.get(group)?.name} />
        }
      />
    </Section>
  )
}

function useRemove(resource: ResourceDTO) {
  const { say } = useText()
  const sure = useSure()
  const navigate = useNavigate()
  const restore = useAction({
    run: () => bookings.resources.restore(resource.id),
    says: () => say("resource.restored", { name: resource.name }),
  })
  const remove = useAction({
    run: () => bookings.resources.delete(resource.id),
    says: () => say("resource.deleted", { name: resource.name }),
    then: () => void navigate("/bookings/resources"),
    undo: { label: say("resource.undo"), run: () => restore.act(undefined) },
  })
  return async () => {
    const isSure = await sure({
      title: say("resource.deleteTitle", { name: resource.name }),
      text: say("resource.deleteText"),
      confirm: say("common.delete"),
      name: resource.name,
    })
    if (isSure) {
      remove.act(undefined)
    }
  }
}

function FreezeFact({ resource: { freeze } }: { resource: ResourceDTO }) {
  const { say, date } = useText()
  if (!freeze) {
    return null
  }
  const until = freeze.until
    ? say("freeze.until", { date: date(freeze.until) })
    : say("freeze.openEnd")
  return (
    <Fact
      name={say("resource.frozen")}
      value={
        <div>
          <Text size="small" leading="compact">
            {say(`freeze.reason.${freeze.reason}`)} · {until}
          </Text>
          {freeze.note && (
            <Text size="small" className="text-ui-fg-muted">
              {freeze.note}
            </Text>
          )}
        </div>
      }
    />
  )
}

/** The resource's name, for the trail of pages. */
export function ResourceCrumb({ id }: { id: string }) {
  return <>{useResource(id).data?.name ?? id}</>
}
