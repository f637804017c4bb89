import type { ReactNode } from "react"

import { type TextKey, useText } from "../../hooks/use-text"

function Crumb({ text }: { text: TextKey }) {
  return <>{useText().say(text)}</>
}

/** A page's name, for the trail of pages above it. */
export function crumb(text: TextKey): () => ReactNode {
  return () => <Crumb text={text} />
}
