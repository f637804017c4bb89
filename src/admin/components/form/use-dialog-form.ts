import { zodResolver } from "@hookform/resolvers/zod"
import { type MutableRefObject, useRef, useState } from "react"
import { type DefaultValues, type FieldValues, useForm } from "react-hook-form"
import { useBlocker } from "react-router-dom"
import type { z } from "zod"

import { useAction } from "../../hooks/use-action"
import { leavesForm } from "../../hooks/use-forms"

type Props<V, R> = {
  /** Its messages name texts, see `useField`. */
  schema: z.ZodType<V, V>
  /** What the fields show at first. */
  values: DefaultValues<V>
  run: (values: V) => Promise<R>
  /** What was done, for the reader. */
  says: (result: R, values: V) => string
  onClose: () => void
  /** Once it is done; by default the form closes. */
  then?: (result: R, values: V) => void
}

/**
 * The fields of a form in a dialog, and what becomes of them. Whoever leaves
 * with something entered, by whatever way, is asked first.
 *
 * @returns `dialog`: what the dialog around the fields must know
 */
export function useDialogForm<V extends FieldValues, R>(props: Props<V, R>) {
  const { schema, values, run, says, onClose, then = onClose } = props
  const { control, handleSubmit, formState } = useForm<V, unknown, V>({
    resolver: zodResolver(schema),
    defaultValues: values,
  })
  const mayLeave = useRef(false)
  const send = useAction({
    ...{ run, says, inForm: true },
    then: (result: R, given: V) => {
      mayLeave.current = true
      then(result, given)
    },
  })
  const leaving = useLeaving(formState.isDirty, mayLeave, onClose)
  return {
    control,
    dialog: {
      leaving,
      onSubmit: handleSubmit((given) => send.act(given)),
      isPending: send.isPending,
      error: send.error,
    },
  }
}

/** Whether somebody is asked before they leave, and what they answer. */
export type Leaving = {
  isAsked: boolean
  /** By the form's own means: Escape, Cancel, a click beside it. */
  close: () => void
  stay: () => void
  discard: () => void
}

/** @param mayLeave set when nothing can be lost any more */
function useLeaving(
  isDirty: boolean,
  mayLeave: MutableRefObject<boolean>,
  onClose: () => void
): Leaving {
  const [isAsked, setAsked] = useState(false)
  // Back, and links that lead elsewhere.
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      isDirty && !mayLeave.current && leavesForm(currentLocation, nextLocation)
  )
  return {
    isAsked: isAsked || blocker.state === "blocked",
    close: () => (isDirty && !mayLeave.current ? setAsked(true) : onClose()),
    stay: () => {
      setAsked(false)
      blocker.reset?.()
    },
    discard: () => {
      mayLeave.current = true
      if (blocker.proceed) {
        blocker.proceed()
      } else {
        onClose()
      }
    },
  }
}
