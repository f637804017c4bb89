import { useSecondsUntil } from "../lib/clock"

/** The minutes and seconds left, by the server's clock. */
export function Countdown({
  expiresAt,
  offset,
  className,
}: {
  expiresAt: string
  offset: number
  className: string
}) {
  const seconds = useSecondsUntil(expiresAt, offset)
  const text = clockText(seconds)
  return (
    <span
      className={seconds < 120 ? `${className} urgent` : className}
      role="timer"
      aria-label={`Time left to pay: ${text}`}
    >
      {text}
    </span>
  )
}

function clockText(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, "0")
  const minutes = Math.floor(seconds / 60)
  return minutes < 60
    ? `${minutes}:${two(seconds % 60)}`
    : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`
}
