import { TriangleRightMini } from "@medusajs/icons"
import type { ReactNode } from "react"
import { Link } from "react-router-dom"
import { useText, type TextKey } from "../../hooks/use-text"

function Crumb({ text }: { text: TextKey }) {
  return <>{useText().say(text)}</>
}

/** A page's name, for the trail of pages above it. */
export function crumb(text: TextKey): () => ReactNode {
  return () => <Crumb text={text} />
}

/** A record's name, behind the list that it is in. */
export function RecordCrumb(props: {
  list: TextKey
  to: string
  name: string
}) {
  return (
    <span className="flex items-center gap-x-2">
      <Link to={props.to} className="transition-fg hover:text-ui-fg-subtle">
        <Crumb text={props.list} />
      </Link>
      <TriangleRightMini className="rtl:rotate-180" />
      <span>{props.name}</span>
    </span>
  )
}
