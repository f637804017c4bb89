import { clx, Container, Heading, Text } from "@medusajs/ui"
import type { ReactNode } from "react"

/** Sections below each other. */
export function Page({ children }: { children: ReactNode }) {
  return <div className="flex flex-col gap-y-3">{children}</div>
}

/** A record's page: what it is on the left, what belongs to it on the right. */
export function TwoColumns({
  main,
  side,
}: {
  main: ReactNode
  side: ReactNode
}) {
  return (
    <div className="flex flex-col gap-x-4 gap-y-3 xl:flex-row xl:items-start">
      <div className="flex w-full min-w-0 flex-col gap-y-3">{main}</div>
      <div className="flex w-full flex-col gap-y-3 xl:max-w-[400px]">
        {side}
      </div>
    </div>
  )
}

type SectionProps = {
  title: string
  description?: string | undefined
  badge?: ReactNode
  actions?: ReactNode
  level?: "h1" | "h2"
  className?: string
  children?: ReactNode
}

/** A card with a title, as all of Medusa's pages are made of. */
export function Section(props: SectionProps) {
  const { title, description, badge, actions, level = "h2" } = props
  return (
    <Container className={clx("divide-y p-0", props.className)}>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-6 py-4">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-2">
            <Heading level={level}>{title}</Heading>
            {badge}
          </div>
          {description && (
            <Text className="text-ui-fg-subtle" size="small">
              {description}
            </Text>
          )}
        </div>
        {actions && (
          <div className="flex flex-wrap items-center gap-2">{actions}</div>
        )}
      </div>
      {props.children}
    </Container>
  )
}

/** A fact of a record: its name, and what it is. */
export function Fact({ name, value }: { name: string; value: ReactNode }) {
  return (
    <div className="text-ui-fg-subtle grid w-full grid-cols-2 items-center gap-4 px-6 py-4">
      <Text size="small" weight="plus" leading="compact">
        {name}
      </Text>
      {typeof value === "string" || typeof value === "number" ? (
        <Text size="small" leading="compact" className="text-pretty">
          {value}
        </Text>
      ) : (
        (value ?? (
          <Text size="small" leading="compact">
            –
          </Text>
        ))
      )}
    </div>
  )
}
