import { toast } from "@medusajs/ui"
import { useMutation, useQueryClient } from "@tanstack/react-query"

import { refusedBy } from "../lib/sdk"
import { BOOKINGS_KEY } from "./keys"
import { useSentence } from "./use-sentence"
import { useText } from "./use-text"

type Action<V, R> = {
  run: (values: V) => Promise<R>
  /** What was done, for the reader. */
  says: (result: R, values: V) => string
  then?: (result: R, values: V) => void
  /** A way back, offered with what was done. */
  undo?: { label: string; run: () => void }
  /** Forms show a refusal among their fields; all else says it in a toast. */
  inForm?: boolean
}

/**
 * Something that changes the server: says what it did or why not, and has
 * everything read again that may have changed.
 */
export function useAction<V, R>(action: Action<V, R>) {
  const { run, says, then, undo, inForm } = action
  const client = useQueryClient()
  const { say } = useText()
  const sentence = useSentence()
  const mutation = useMutation({
    mutationFn: run,
    onSuccess: async (result, values) => {
      toast.success(says(result, values), {
        ...(undo
          ? {
              action: {
                label: undo.label,
                altText: undo.label,
                onClick: undo.run,
              },
            }
          : {}),
      })
      then?.(result, values)
      await client.invalidateQueries({ queryKey: [BOOKINGS_KEY] })
    },
    onError: async (error) => {
      if (!inForm) {
        toast.error(say("error.refused"), { description: sentence(error) })
      }
      // What the page shows may be why it was refused.
      const refused = refusedBy(error)
      if (refused && refused.status !== 400) {
        await client.invalidateQueries({ queryKey: [BOOKINGS_KEY] })
      }
    },
  })
  return {
    act: mutation.mutate,
    isPending: mutation.isPending,
    error: mutation.error,
    forget: mutation.reset,
  }
}
