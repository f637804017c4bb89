import { useRef } from "react"

import { refusedBy } from "../lib/sdk"

/**
 * Gives each request of a form its key. The same again, after an answer that
 * never came, has the same key and can't book twice. Another request, or one
 * after a clear "no", is a new one.
 */
export function useOnce() {
  const last = useRef({ about: "", key: "" })
  return async <R>(
    values: unknown,
    send: (key: string) => Promise<R>
  ): Promise<R> => {
    const about = JSON.stringify(values)
    if (last.current.about !== about) {
      last.current = { about, key: crypto.randomUUID() }
    }
    try {
      return await send(last.current.key)
    } catch (error) {
      const refused = refusedBy(error)
      if (refused && refused.status < 500) {
        last.current = { about: "", key: "" }
      }
      throw error
    }
  }
}
