import type { ReactNode } from "react"

/** Something that must be read: a refusal, or that the time is up. */
export function Notice({
  children,
  kind = "refusal",
}: {
  children: ReactNode
  kind?: "refusal" | "over" | "good"
}) {
  return (
    <div className={`notice ${kind}`} role="alert">
      {children}
    </div>
  )
}
