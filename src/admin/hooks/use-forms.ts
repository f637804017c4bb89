/**
 * Forms have addresses: Back closes one, and a link to it can be sent to a
 * colleague. What a page is about is made and edited at a path below it, as in
 * Medusa's own pages (`…/create`, `…/edit`). What is done to one of the things
 * on a page, maybe a page of Medusa's, is `?form=` on that page.
 */
import { useEffect, useRef } from "react"
import {
  type Location,
  type Path,
  useLocation,
  useNavigate,
} from "react-router-dom"

import { isDate } from "../lib/dates"

/** Which form is open, about what, and for which dates. */
const PARAMS = ["form", "of", "from", "to"] as const
type Subject = { of?: string; from?: string; to?: string }

/**
 * How many forms were opened from a page, one from another: that many steps
 * back it is there again. None, for who came by a link.
 */
type Opened = { forms?: number } | null
const useHere = () => useLocation() as Location<Opened>

/** The form that the page's address names, if any. */
export function useForms() {
  const navigate = useNavigate()
  const { search, state } = useHere()
  const params = new URLSearchParams(search)
  const opened = state?.forms ?? 0
  const addressOf = (form: Subject & { form?: string }) => {
    const address = new URLSearchParams(search)
    for (const name of PARAMS) {
      address.delete(name)
      if (form[name]) {
        address.set(name, form[name])
      }
    }
    return { search: address.toString() }
  }
  const back = useBack()
  return {
    form: params.get("form"),
    of: params.get("of") ?? undefined,
    from: dateIn(params.get("from")),
    to: dateIn(params.get("to")),
    open: (form: string, about: Subject = {}) =>
      void navigate(addressOf({ form, ...about }), {
        state: { forms: opened + 1 } satisfies Opened,
      }),
    close: () => back(1, addressOf({})),
    /** And what it was opened from, up to the page. */
    closeAll: () => back(opened, addressOf({})),
  }
}

/** Anybody may have typed it. */
function dateIn(text: string | null): string | undefined {
  return isDate(text) ? text : undefined
}

/** Forms at paths below a page; its own search stays what it is. */
export function useFormRoutes() {
  const navigate = useNavigate()
  const { search } = useLocation()
  const back = useBack()
  return {
    open: (pathname: string) =>
      void navigate(
        { pathname, search },
        { state: { forms: 1 } satisfies Opened }
      ),
    close: () => back(1, { pathname: "..", search }),
  }
}

/** So many forms back; to the page itself, for who came by a link. */
function useBack() {
  const navigate = useNavigate()
  const { key, state } = useHere()
  // It takes a moment, in which a second Escape must not go further.
  const isGoing = useRef(false)
  useEffect(() => {
    isGoing.current = false
  }, [key])
  return (forms: number, page: Partial<Path>) => {
    if (!state?.forms) {
      void navigate(page, { replace: true })
    } else if (!isGoing.current) {
      isGoing.current = true
      void navigate(-forms)
    }
  }
}

/** Whether who goes from here to there leaves the form that is open here. */
export function leavesForm(here: Location, there: Location): boolean {
  const before = new URLSearchParams(here.search)
  const after = new URLSearchParams(there.search)
  return (
    here.pathname !== there.pathname ||
    PARAMS.some((name) => before.get(name) !== after.get(name))
  )
}
