import {
  Combobox as ComboboxInput,
  ComboboxItem,
  ComboboxPopover,
  ComboboxProvider,
} from "@ariakit/react"
import { Check, ChevronUpDown, XMarkMini } from "@medusajs/icons"
import { clx, Text } from "@medusajs/ui"
import { type KeyboardEvent, useState } from "react"

import { useText } from "../../hooks/use-text"

export type Choice = { value: string; label: string; detail?: string }

type Props = {
  id?: string
  label: string
  /** What is chosen, or null. */
  value: string | null
  /** How it is called; its id is shown until that is known. */
  valueLabel?: string | undefined
  choices: Choice[]
  isLoading: boolean
  q: string
  onSearch: (q: string) => void
  onChange: (choice: Choice | null) => void
  placeholder: string
  small?: boolean
  clearable?: boolean
  className?: string
}

/** One of many, found by typing. The server searches. */
export function Combobox(props: Props) {
  const { say } = useText()
  const [open, setOpen] = useState(false)
  const chosen = props.value && (props.valueLabel ?? props.value)
  const show = (isOpen: boolean) => {
    setOpen(isOpen)
    if (!isOpen) {
      props.onSearch("")
    }
  }
  const choose = (id: string) => {
    const choice = props.choices.find(({ value }) => value === id)
    if (choice) {
      props.onChange(choice)
    }
  }
  const isCleared = props.clearable && props.value !== null
  return (
    <ComboboxProvider
      open={open}
      setOpen={show}
      value={open ? props.q : (chosen ?? "")}
      setValue={props.onSearch}
      selectedValue={props.value ?? ""}
      setSelectedValue={choose}
    >
      <div className={clx("relative", props.className)}>
        <ComboboxInput
          {...(props.id ? { id: props.id } : {})}
          aria-label={props.label}
          autoSelect="always"
          placeholder={chosen ?? props.placeholder}
          // Whoever comes by Tab types a search, not more of the name.
          onFocus={({ currentTarget }) => currentTarget.select()}
          onKeyDown={(event) => closeOnEscape(event, open, show)}
          className={clx(
            "bg-ui-bg-field shadow-borders-base txt-compact-small text-ui-fg-base placeholder:text-ui-fg-muted transition-fg hover:bg-ui-bg-field-hover focus-visible:shadow-borders-interactive-with-active w-full truncate rounded-md pl-2 outline-none",
            props.small ? "h-7 py-1" : "h-8 py-1.5",
            isCleared ? "pr-14" : "pr-8"
          )}
        />
        {isCleared && (
          <button
            type="button"
            aria-label={say("list.clear")}
            onClick={() => props.onChange(null)}
            className="text-ui-fg-muted hover:text-ui-fg-subtle absolute inset-y-0 right-8 flex items-center"
          >
            <XMarkMini />
          </button>
        )}
        <ChevronUpDown className="text-ui-fg-muted pointer-events-none absolute inset-y-0 right-2 h-full" />
      </div>
      <ComboboxPopover
        // In place, as a dialog takes what is outside for somebody else's;
        // fixed, as a list's frame would cut it off.
        fixed
        gutter={4}
        aria-label={props.label}
        className="bg-ui-bg-base shadow-elevation-flyout z-50 max-h-64 w-[var(--popover-anchor-width)] min-w-72 overflow-y-auto rounded-lg p-1 outline-none"
      >
        {props.choices.map((choice) => (
          <Option
            key={choice.value}
            choice={choice}
            isChosen={choice.value === props.value}
          />
        ))}
        {props.choices.length === 0 && (
          <Text size="small" className="text-ui-fg-muted p-3 text-center">
            {props.isLoading ? say("common.loading") : say("list.none")}
          </Text>
        )}
      </ComboboxPopover>
    </ComboboxProvider>
  )
}

/** The list alone: the dialog around it stays, see `keepForCombobox`. */
function closeOnEscape(
  event: KeyboardEvent,
  open: boolean,
  show: (isOpen: boolean) => void
): void {
  if (open && event.key === "Escape") {
    event.stopPropagation()
    show(false)
  }
}

/** Dialogs hear of Escape before the combobox in them does. */
export function keepForCombobox(event: Event): void {
  const focused = document.activeElement
  if (focused?.matches('input[role="combobox"][aria-expanded="true"]')) {
    event.preventDefault()
  }
}

function Option({ choice, isChosen }: { choice: Choice; isChosen: boolean }) {
  return (
    <ComboboxItem
      value={choice.value}
      setValueOnClick={false}
      focusOnHover
      className="data-[active-item]:bg-ui-bg-component-hover flex cursor-pointer items-center gap-x-2 rounded px-2 py-1.5 outline-none"
    >
      <Check className={clx("shrink-0", !isChosen && "invisible")} />
      <Text size="small" leading="compact" className="truncate">
        {choice.label}
      </Text>
      {choice.detail && (
        <Text
          size="small"
          leading="compact"
          className="text-ui-fg-muted ml-auto shrink-0"
        >
          {choice.detail}
        </Text>
      )}
    </ComboboxItem>
  )
}
