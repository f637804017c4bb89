import { DatePicker } from "@medusajs/ui"
import { useState } from "react"

type Props = {
  id?: string
  label: string
  value: string | null
  onChange: (date: string | null) => void
  small?: boolean
  className?: string
}

/**
 * Medusa's date picker speaks `Date`: noon of the browser's own day, of which
 * it shows year, month and day. Those are read back, so that no zone and no
 * missing midnight can shift a date.
 */
export function DateInput(props: Props) {
  const { key, note } = useFollowing(props.value)
  const change = (date: string | null) => {
    note(date)
    props.onChange(date)
  }
  return (
    <DatePicker
      key={key}
      {...(props.id ? { id: props.id } : {})}
      {...(props.className ? { className: props.className } : {})}
      aria-label={props.label}
      size={props.small ? "small" : "base"}
      value={props.value ? toPicker(props.value) : null}
      onChange={(picked) => change(picked ? fromPicker(picked) : null)}
      modal
    />
  )
}

/**
 * Medusa's picker goes on showing its first value when another comes from
 * outside: it is made anew then, and only then, or typing would lose its place.
 *
 * @returns `note`: to be told what was picked or typed
 */
function useFollowing(value: string | null) {
  const [state, setState] = useState({
    ...{ value, key: 0 },
    /** Since it was made: some may come back only when the next is typed. */
    said: [] as (string | null)[],
  })
  if (state.value !== value) {
    const isOwn = state.said.includes(value)
    setState(
      isOwn ? { ...state, value } : { value, key: state.key + 1, said: [] }
    )
  }
  return {
    key: state.key,
    note: (said: string | null) =>
      setState((before) => ({ ...before, said: [...before.said, said] })),
  }
}

function toPicker(date: string): Date {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number)
  const noon = new Date(2000, 0, 1, 12)
  // While it is being typed, the year is 2, then 20, then 202; the constructor
  // would take it for 1902.
  noon.setFullYear(year, month - 1, day)
  return noon
}

function fromPicker(picked: Date): string {
  const year = String(picked.getFullYear()).padStart(4, "0")
  const month = String(picked.getMonth() + 1).padStart(2, "0")
  const day = String(picked.getDate()).padStart(2, "0")
  return `${year}-${month}-${day}`
}
