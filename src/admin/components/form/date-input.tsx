import { DatePicker } from "@medusajs/ui"

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
  return (
    <DatePicker
      {...(props.id ? { id: props.id } : {})}
      {...(props.className ? { className: props.className } : {})}
      aria-label={props.label}
      size={props.small ? "small" : "base"}
      value={props.value ? toPicker(props.value) : null}
      onChange={(picked) => props.onChange(picked ? fromPicker(picked) : null)}
      modal
    />
  )
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
