import { CommandBar } from "@medusajs/ui"
import { useState } from "react"

import { useText } from "../../hooks/use-text"
import type { CalendarResource } from "../../lib/types"
import { Book } from "../allocation/book"
import { BlackoutForm } from "../blackout/blackout-form"
import { SetCapacity } from "../capacity/set-capacity"
import { FreezeResource } from "../resource/freeze-resource"

type Props = {
  resource: CalendarResource
  /** Of the dates that are chosen; the first of them. */
  index: number
  start: string
  end: string
  count: number
  onDone: () => void
}

type Form = "capacity" | "blackout" | "freeze" | "book"

/** What can be done with the chosen dates. */
export function SelectionBar(props: Props) {
  const { resource, start, end, count, onDone } = props
  const { say, range } = useText()
  const [form, setForm] = useState<Form | null>(null)
  const close = () => {
    setForm(null)
    onDone()
  }
  const forms: Record<Form, JSX.Element> = {
    capacity: (
      <SetCapacity
        resource={resource}
        start={start}
        end={end}
        capacity={resource.max_capacity[props.index] ?? null}
        onClose={close}
      />
    ),
    blackout: (
      <BlackoutForm
        resourceId={resource.id}
        start={start}
        end={end}
        onClose={close}
      />
    ),
    freeze: <FreezeResource resource={resource} until={end} onClose={close} />,
    book: (
      <Book
        resourceId={resource.id}
        start={start}
        end={end}
        span={resource.span}
        onClose={close}
      />
    ),
  }
  return (
    <>
      <CommandBar open={form === null} disableAutoFocus>
        <CommandBar.Bar>
          <CommandBar.Value>
            {say("calendar.chosen", {
              name: resource.name,
              dates: range(start, end),
              count,
            })}
          </CommandBar.Value>
          <CommandBar.Seperator />
          <CommandBar.Command
            label={say("book.act")}
            shortcut="a"
            action={() => setForm("book")}
          />
          <CommandBar.Seperator />
          <CommandBar.Command
            label={say("capacity.set")}
            shortcut="c"
            action={() => setForm("capacity")}
          />
          <CommandBar.Seperator />
          <CommandBar.Command
            label={say("blackout.act")}
            shortcut="b"
            action={() => setForm("blackout")}
          />
          <CommandBar.Seperator />
          <CommandBar.Command
            label={say("freeze.act")}
            shortcut="f"
            action={() => setForm("freeze")}
          />
          <CommandBar.Seperator />
          <CommandBar.Command
            label={say("common.close")}
            shortcut="x"
            action={onDone}
          />
        </CommandBar.Bar>
      </CommandBar>
      {form && forms[form]}
    </>
  )
}
