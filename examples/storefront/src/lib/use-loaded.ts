import { useEffect, useState } from "react"

import { sentenceOf } from "../api/client"

export type Loaded<T> = { value?: T; error?: string }

/** Loads when the key changes; the old result stays until the new one is there. */
export function useLoaded<T>(key: string, load: () => Promise<T>): Loaded<T> {
  const [state, setState] = useState<Loaded<T>>({})
  useEffect(() => {
    let wanted = true
    load().then(
      (value) => wanted && setState({ value }),
      (error: unknown) => wanted && setState({ error: sentenceOf(error) })
    )
    return () => {
      wanted = false
    }
    // The key contains everything that `load` depends on.
  }, [key])
  return state
}
