/** Above a page's grid: what it shows, kept in the page's address. */
import { clx, Input, Select } from "@medusajs/ui"
import { useEffect, useState } from "react"

import { useAllGroups } from "../../hooks/catalog"
import { useDebounced } from "../../hooks/use-debounced"
import { useText } from "../../hooks/use-text"
import { useTypes } from "../../hooks/use-types"

const ANY = "any"

/** Large enough for a finger. */
const TOUCH = "h-10"

/** The search's icon is made for the input's own heights. */
const TALL_ICON = "[&_[role=img]]:top-0 [&_[role=img]]:h-full"

export type ResourceView = {
  type: string | undefined
  group_id: string | undefined
  q: string | undefined
  change: (changes: Record<string, string | null>) => void
}

type Props = { view: ResourceView; touch?: boolean }

/** A search, the type, the group. */
export function WhichResources({ view, touch = false }: Props) {
  return (
    <>
      <Search view={view} touch={touch} />
      <TypeAndGroup view={view} touch={touch} />
    </>
  )
}

export function TypeAndGroup(props: {
  view: Pick<ResourceView, "type" | "group_id" | "change">
  touch?: boolean
  className?: string
}) {
  const { view, ...look } = props
  const { say } = useText()
  const types = useTypes()
  const groups = useAllGroups()
  return (
    <>
      <Choice
        {...look}
        label={say("field.type")}
        value={view.type ?? ANY}
        onChange={(type) => view.change({ type: type === ANY ? null : type })}
        options={[
          { value: ANY, label: say("calendar.anyType") },
          ...types.map((type) => ({ value: type, label: type })),
        ]}
      />
      <Choice
        {...look}
        label={say("field.group")}
        value={view.group_id ?? ANY}
        onChange={(id) => view.change({ group_id: id === ANY ? null : id })}
        options={[
          { value: ANY, label: say("calendar.anyGroup") },
          ...(groups.data?.groups ?? []).map(({ id, name }) => ({
            value: id,
            label: name,
          })),
        ]}
      />
    </>
  )
}

function Search({ view: { q, change }, touch }: Props) {
  const { say } = useText()
  const [text, setText] = useState(q ?? "")
  const settled = useDebounced(text.trim(), 300)
  useEffect(() => {
    if (settled !== (q ?? "")) {
      change({ q: settled || null })
    }
    // Only what was typed is to be followed, not what the address says.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [settled])
  return (
    <div className={clx("w-48", touch && TALL_ICON)}>
      <Input
        size="small"
        type="search"
        className={clx(touch && TOUCH)}
        aria-label={say("list.search")}
        placeholder={say("list.search")}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
    </div>
  )
}

/** One of few, from a menu. */
export function Choice(props: {
  label: string
  value: string
  options: { value: string; label: string }[]
  onChange: (value: string) => void
  touch?: boolean
  className?: string
}) {
  return (
    <div className={clx("w-40", props.className)}>
      <Select size="small" value={props.value} onValueChange={props.onChange}>
        <Select.Trigger
          aria-label={props.label}
          className={clx(props.touch && TOUCH)}
        >
          <Select.Value />
        </Select.Trigger>
        <Select.Content>
          {props.options.map(({ value, label }) => (
            <Select.Item key={value} value={value}>
              {label}
            </Select.Item>
          ))}
        </Select.Content>
      </Select>
    </div>
  )
}
