import { useCallback } from "react"
import { useSearchParams } from "react-router-dom"

/**
 * What a page shows, kept in its address: it survives a reload and can be sent
 * to a colleague.
 */
export function useAddress() {
  const [params, setParams] = useSearchParams()
  const change = useCallback(
    (changes: Record<string, string | null>) =>
      setParams(
        (before) => {
          const after = new URLSearchParams(before)
          for (const [name, value] of Object.entries(changes)) {
            if (value === null) {
              after.delete(name)
            } else {
              after.set(name, value)
            }
          }
          return after
        },
        { replace: true }
      ),
    [setParams]
  )
  return { params, change }
}
