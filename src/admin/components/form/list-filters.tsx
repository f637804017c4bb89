import type { ListState } from "../../hooks/use-list-state"
import { useText } from "../../hooks/use-text"
import { isDate } from "../../lib/dates"
import { DateInput } from "./date-input"
import { OrderPicker, ResourcePicker } from "./pickers"

const FILTER = {
  ...{ small: true, filters: true, clearable: true },
  className: "w-56",
}

type Props = { list: ListState; resource?: boolean; dates?: boolean }

/** One of many, in the address by its field's name. */
export function ResourceFilter({ list }: { list: ListState }) {
  return (
    <ResourcePicker
      {...FILTER}
      value={list.value("resource_id")}
      onChange={(resource_id) => list.change({ resource_id, page: null })}
    />
  )
}

export function OrderFilter({ list }: { list: ListState }) {
  return (
    <OrderPicker
      {...FILTER}
      value={list.value("order_id")}
      onChange={(order_id) => list.change({ order_id, page: null })}
    />
  )
}

/** Filters that a menu has no room for: one of many resources, and dates. */
export function ListFilters({ list, resource = true, dates = true }: Props) {
  const { say } = useText()
  const set = (name: string) => (value: string | null) =>
    list.change({ [name]: value, page: null })
  return (
    <>
      {resource && <ResourceFilter list={list} />}
      {dates && (
        <>
          <LabeledDate
            label={say("list.from")}
            value={list.value("start_date")}
            onChange={set("start_date")}
          />
          <LabeledDate
            label={say("list.to")}
            value={list.value("end_date")}
            onChange={set("end_date")}
          />
        </>
      )}
    </>
  )
}

export function LabeledDate(props: {
  label: string
  value: string | null
  onChange: (value: string | null) => void
}) {
  return (
    <div className="flex items-center gap-x-2">
      <span className="txt-compact-small text-ui-fg-subtle">{props.label}</span>
      <DateInput
        small
        className="w-40"
        label={props.label}
        value={isDate(props.value) ? props.value : null}
        onChange={props.onChange}
      />
    </div>
  )
}

/** The names of those filters in the address and in the query. */
export const RESOURCE_AND_DATES = {
  resource_id: "one",
  start_date: "one",
  end_date: "one",
} as const
