import { Badge, Drawer, Heading, Text } from "@medusajs/ui"
import type { ReactNode } from "react"

import { useResourceNames } from "../../hooks/catalog"
import { useOrders } from "../../hooks/commitments"
import { useText } from "../../hooks/use-text"
import { useUserNames } from "../../hooks/users"
import type { OperationDTO } from "../../lib/types"
import { OrderLink, ResourceLink } from "../common/labels"
import { Fact } from "../common/page"
import { colorOf, isOperation } from "./operation-names"

export function OperationBadge({ operation }: { operation: string }) {
  return (
    <Badge size="2xsmall" color={colorOf(operation)} className="font-mono">
      {operation}
    </Badge>
  )
}

/** The same in words. */
export function OperationName({ operation }: { operation: string }) {
  const { say } = useText()
  return isOperation(operation) ? say(`operation.${operation}`) : operation
}

/** Staff by name, as long as they are users. */
export function Actor({ entry }: { entry: OperationDTO }) {
  const { say } = useText()
  const { data: users } = useUserNames()
  const name = entry.actor_id ? users?.get(entry.actor_id) : undefined
  return (
    <Text size="small" leading="compact" className="truncate">
      {name ?? say(`log.actor.${entry.actor_type}`)}
    </Text>
  )
}

/** One entry of the log, with all that it says. */
export function LogEntry({
  entry,
  onClose,
}: {
  entry: OperationDTO
  onClose: () => void
}) {
  const { say, moment } = useText()
  const { data: names } = useResourceNames(
    entry.resource_id ? [entry.resource_id] : []
  )
  const { data: orders } = useOrders([entry.order_id])
  const facts: [string, ReactNode][] = [
    [
      say("field.operation"),
      <OperationName key="operation" operation={entry.operation} />,
    ],
    [say("log.when"), moment(entry.created_at)],
    [say("log.who"), <Actor key="actor" entry={entry} />],
    [say("log.actorId"), mono(entry.actor_id)],
    [
      say("field.resource"),
      entry.resource_id && (
        <ResourceLink
          id={entry.resource_id}
          name={names?.get(entry.resource_id)?.name}
        />
      ),
    ],
    [
      say("field.order"),
      entry.order_id && (
        <OrderLink id={entry.order_id} order={orders?.get(entry.order_id)} />
      ),
    ],
    [say("field.hold"), mono(entry.hold_id)],
    [say("field.allocation"), mono(entry.allocation_id)],
    [say("field.reason"), entry.reason],
  ]
  return (
    <Drawer open onOpenChange={(open) => open || onClose()}>
      <Drawer.Content>
        <Drawer.Header>
          <Drawer.Title asChild>
            <Heading>{entry.operation}</Heading>
          </Drawer.Title>
          <Drawer.Description asChild>
            <Text size="small" className="text-ui-fg-subtle">
              {entry.id}
            </Text>
          </Drawer.Description>
        </Drawer.Header>
        <Drawer.Body className="divide-y overflow-y-auto p-0">
          {facts
            .filter(([, value]) => value)
            .map(([name, value]) => (
              <Fact key={name} name={name} value={value} />
            ))}
          <State name={say("log.before")} value={entry.before} />
          <State name={say("log.after")} value={entry.after} />
        </Drawer.Body>
      </Drawer.Content>
    </Drawer>
  )
}

function mono(text: string | null) {
  return (
    text && (
      <Text size="xsmall" className="break-all font-mono">
        {text}
      </Text>
    )
  )
}

function State({ name, value }: { name: string; value: unknown }) {
  if (value === null || value === undefined) {
    return null
  }
  return (
    <div className="flex flex-col gap-y-2 px-6 py-4">
      <Text size="small" weight="plus" leading="compact">
        {name}
      </Text>
      <pre className="bg-ui-bg-subtle txt-compact-xsmall text-ui-fg-subtle overflow-x-auto rounded-md border p-3 font-mono">
        {JSON.stringify(value, null, 2)}
      </pre>
    </div>
  )
}
