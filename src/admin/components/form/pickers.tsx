/** Comboboxes of what there is in the store. */
import { useState } from "react"
import type { FieldValues } from "react-hook-form"

import { useResource, useResources, useVariants } from "../../hooks/catalog"
import { useOrders, useOrderSearch } from "../../hooks/commitments"
import { useDebounced } from "../../hooks/use-debounced"
import { useText } from "../../hooks/use-text"
import type { Query } from "../../lib/sdk"
import type { OrderSummary } from "../../lib/types"
import { Combobox } from "./combobox"
import { FieldFrame, type FieldProps, useField } from "./fields"

type PickerProps = {
  id?: string
  value: string | null
  onChange: (id: string | null) => void
  small?: boolean
  clearable?: boolean
  /** It narrows a list down, rather than fills in a form. */
  filters?: boolean
  className?: string
}

export function ResourcePicker(props: PickerProps & { within?: Query }) {
  const { say } = useText()
  const [q, setQ] = useState("")
  const searched = useDebounced(q)
  const found = useResources({
    ...props.within,
    q: searched || undefined,
    limit: 20,
    order: "name",
  })
  const name = useName(props.value)
  return (
    <Combobox
      {...props}
      label={say("field.resource")}
      valueLabel={name}
      placeholder={
        props.filters ? say("list.anyResource") : say("form.chooseResource")
      }
      q={q}
      onSearch={setQ}
      isLoading={found.isFetching}
      choices={(found.data?.resources ?? []).map(({ id, name, type }) => ({
        value: id,
        label: name,
        detail: type,
      }))}
      onChange={(choice) => props.onChange(choice?.value ?? null)}
    />
  )
}

function useName(id: string | null): string | undefined {
  const resource = useResource(id ?? "", id !== null)
  return resource.data?.name
}

export function ResourceField<V extends FieldValues>(
  props: FieldProps<V> & { within?: Query }
) {
  const { id, field, error } = useField(props)
  return (
    <FieldFrame {...props} id={id} error={error}>
      <ResourcePicker
        id={id}
        value={field.value || null}
        onChange={field.onChange}
        {...(props.within ? { within: props.within } : {})}
      />
    </FieldFrame>
  )
}

function orderLabel({ display_id, email }: OrderSummary): string {
  return email ? `#${display_id} · ${email}` : `#${display_id}`
}

export function OrderPicker(props: PickerProps) {
  const { say } = useText()
  const [q, setQ] = useState("")
  const found = useOrderSearch(useDebounced(q))
  const chosen = useOrders([props.value])
  const order = props.value ? chosen.data?.get(props.value) : undefined
  return (
    <Combobox
      {...props}
      label={say("field.order")}
      valueLabel={order && orderLabel(order)}
      placeholder={
        props.filters ? say("list.anyOrder") : say("form.chooseOrder")
      }
      q={q}
      onSearch={setQ}
      isLoading={found.isFetching}
      choices={(found.data ?? []).map((each) => ({
        value: each.id,
        label: orderLabel(each),
      }))}
      onChange={(choice) => props.onChange(choice?.value ?? null)}
    />
  )
}

export function VariantPicker(props: PickerProps) {
  const { say } = useText()
  const [q, setQ] = useState("")
  const [label, setLabel] = useState<string>()
  const found = useVariants(useDebounced(q))
  return (
    <Combobox
      {...props}
      label={say("field.variant")}
      valueLabel={label}
      placeholder={say("form.chooseVariant")}
      q={q}
      onSearch={setQ}
      isLoading={found.isFetching}
      choices={(found.data ?? []).map((variant) => ({
        value: variant.id,
        label: variant.product
          ? `${variant.product.title} · ${variant.title}`
          : variant.title,
        ...(variant.sku ? { detail: variant.sku } : {}),
      }))}
      onChange={(choice) => {
        setLabel(choice?.label)
        props.onChange(choice?.value ?? null)
      }}
    />
  )
}
