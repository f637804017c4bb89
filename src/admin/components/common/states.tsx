import { ExclamationCircle } from "@medusajs/icons"
import { Button, Skeleton, Text } from "@medusajs/ui"
import type { ReactNode } from "react"

import { useSentence } from "../../hooks/use-sentence"
import { useText } from "../../hooks/use-text"

/** There is nothing, and that is fine. */
export function Nothing({
  title,
  children,
}: {
  title: string
  children?: ReactNode
}) {
  return (
    <div className="flex flex-col items-center justify-center gap-y-1 px-6 py-8 text-center">
      <Text size="small" leading="compact" weight="plus">
        {title}
      </Text>
      {children && (
        <Text size="small" className="text-ui-fg-muted max-w-md">
          {children}
        </Text>
      )}
    </div>
  )
}

/** It could not be read: why, and another try. */
export function Failed({
  error,
  retry,
}: {
  error: unknown
  retry: () => void
}) {
  const { say } = useText()
  const sentence = useSentence()
  return (
    <div
      role="alert"
      className="flex flex-col items-center justify-center gap-y-3 px-6 py-10 text-center"
    >
      <ExclamationCircle className="text-ui-fg-subtle" />
      <div>
        <Text size="small" leading="compact" weight="plus">
          {say("error.unreadable")}
        </Text>
        <Text size="small" className="text-ui-fg-muted">
          {sentence(error)}
        </Text>
      </div>
      <Button size="small" variant="secondary" onClick={retry}>
        {say("error.retry")}
      </Button>
    </div>
  )
}

/** Rows that are on their way. */
function Loading({ rows = 3 }: { rows?: number }) {
  const { say } = useText()
  return (
    <div
      role="status"
      aria-label={say("common.loading")}
      className="flex flex-col gap-y-3 px-6 py-4"
    >
      {Array.from({ length: rows }, (_, index) => (
        <Skeleton key={index} className="h-6 w-full" />
      ))}
    </div>
  )
}

export type Answer<T> = {
  data: T | undefined
  error: unknown
  isLoading: boolean
  refetch: () => unknown
}

/** One of: being read, failed, or there. */
export function Reading<T>({
  answer,
  rows,
  children,
}: {
  answer: Answer<T>
  rows?: number
  children: (data: T) => ReactNode
}) {
  if (answer.data !== undefined) {
    return <>{children(answer.data)}</>
  }
  return answer.error ? (
    <Failed error={answer.error} retry={() => void answer.refetch()} />
  ) : (
    <Loading {...(rows ? { rows } : {})} />
  )
}
