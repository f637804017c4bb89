import { Check, ChevronUpDown, XMarkMini } from "@medusajs/icons"
import { clx, Input, Popover, Text } from "@medusajs/ui"
import { type KeyboardEvent, useId, useRef, useState } from "react"

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
  const [active, setActive] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const listId = useId()

  const choose = (choice: Choice | undefined) => {
    if (choice) {
      props.onChange(choice)
      setOpen(false)
      props.onSearch("")
    }
  }
  const move = (to: number) => {
    const index = Math.max(0, Math.min(props.choices.length - 1, to))
    setActive(index)
    list.current?.children[index]?.scrollIntoView({ block: "nearest" })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, () => void> = {
      ArrowDown: () => move(active + 1),
      ArrowUp: () => move(active - 1),
      Enter: () => choose(props.choices[active]),
    }
    const step = steps[event.key]
    if (step) {
      event.preventDefault()
      event.stopPropagation()
      step()
    }
  }
  const size = props.small ? "h-7 px-2 py-1" : "h-8 px-2 py-1.5"

  return (
    <Popover open={open} onOpenChange={setOpen} modal>
      <div className={clx("relative flex", props.className)}>
        <Popover.Trigger asChild>
          <button
            type="button"
            id={props.id}
            role="combobox"
            aria-label={props.label}
            aria-expanded={open}
            aria-controls={listId}
            className={clx(
              "bg-ui-bg-field shadow-borders-base txt-compact-small text-ui-fg-base transition-fg hover:bg-ui-bg-field-hover focus-visible:shadow-borders-interactive-with-active flex w-full items-center justify-between gap-x-2 rounded-md text-left outline-none",
              size,
              props.value && props.clearable && "pr-14"
            )}
          >
            <span
              className={clx(
                "truncate",
                props.value === null && "text-ui-fg-muted"
              )}
            >
              {props.value === null
                ? props.placeholder
                : (props.valueLabel ?? props.value)}
            </span>
            <ChevronUpDown className="text-ui-fg-muted shrink-0" />
          </button>
        </Popover.Trigger>
        {props.value !== null && props.clearable && (
          <button
            type="button"
            aria-label={say("list.clear")}
            onClick={() => props.onChange(null)}
            className="text-ui-fg-muted hover:text-ui-fg-subtle absolute inset-y-0 right-8 flex items-center"
          >
            <XMarkMini />
          </button>
        )}
      </div>
      <Popover.Content
        align="start"
        className="w-[var(--radix-popper-anchor-width)] min-w-72 p-0"
      >
        <div className="border-b p-2">
          <Input
            size="small"
            autoFocus
            value={props.q}
            placeholder={say("list.search")}
            aria-label={say("list.search")}
            aria-controls={listId}
            onChange={({ target }) => {
              props.onSearch(target.value)
              setActive(0)
            }}
            onKeyDown={onKeyDown}
          />
        </div>
        <div
          ref={list}
          id={listId}
          role="listbox"
          className="max-h-64 overflow-y-auto p-1"
        >
          {props.choices.map((choice, index) => (
            <button
              key={choice.value}
              type="button"
              role="option"
              aria-selected={choice.value === props.value}
              onClick={() => choose(choice)}
              onMouseEnter={() => setActive(index)}
              className={clx(
                "flex w-full items-center gap-x-2 rounded px-2 py-1.5 text-left outline-none",
                index === active && "bg-ui-bg-component-hover"
              )}
            >
              <Check
                className={clx(
                  "shrink-0",
                  choice.value !== props.value && "invisible"
                )}
              />
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
            </button>
          ))}
          {props.choices.length === 0 && (
            <Text size="small" className="text-ui-fg-muted p-3 text-center">
              {props.isLoading ? say("common.loading") : say("list.none")}
            </Text>
          )}
        </div>
      </Popover.Content>
    </Popover>
  )
}
