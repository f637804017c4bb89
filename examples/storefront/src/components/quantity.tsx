import { useId } from "react"

/** A number with buttons that a thumb can hit. */
export function Quantity({
  label,
  value,
  onChange,
  max = 50,
}: {
  label: string
  value: number
  onChange: (value: number) => void
  max?: number
}) {
  const id = useId()
  const set = (next: number) => onChange(Math.min(max, Math.max(1, next || 1)))
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="stepper">
        <button
          type="button"
          aria-label="One less"
          disabled={value <= 1}
          onClick={() => set(value - 1)}
        >
          −
        </button>
        <input
          id={id}
          type="number"
          inputMode="numeric"
          min={1}
          max={max}
          value={value}
          onChange={(event) => set(Math.trunc(event.target.valueAsNumber))}
        />
        <button
          type="button"
          aria-label="One more"
          disabled={value >= max}
          onClick={() => set(value + 1)}
        >
          +
        </button>
      </div>
    </div>
  )
}
