import { zodResolver } from "@hookform/resolvers/zod"
import { type DefaultValues, type FieldValues, useForm } from "react-hook-form"
import type { z } from "zod"

import { useAction } from "../../hooks/use-action"

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
 * The fields of a form in a dialog, and what becomes of them.
 *
 * @returns `dialog`: what the dialog around the fields must know
 */
export function useDialogForm<V extends FieldValues, R>(props: Props<V, R>) {
  const { schema, values, run, says, onClose, then = onClose } = props
  const { control, handleSubmit } = useForm<V, unknown, V>({
    resolver: zodResolver(schema),
    defaultValues: values,
  })
  const send = useAction({ run, says, then, inForm: true })
  return {
    control,
    dialog: {
      onClose,
      onSubmit: handleSubmit((given) => send.act(given)),
      isPending: send.isPending,
      error: send.error,
    },
  }
}
