import { CommandBar } from "@medusajs/ui"

import { useForms } from "../../hooks/use-forms"
import { useText } from "../../hooks/use-text"
import type { CalendarResource } from "../../lib/types"

type Props = {
  resource: CalendarResource
  start: string
  end: string
  count: number
  onDone: () => void
}

/** What can be done with the chosen dates. */
export function SelectionBar(props: Props) {
  const { resource, start, end, count, onDone } = props
  const { say, range } = useText()
  const forms = useForms()
  const open = (form: string) => {
    onDone()
    forms.open(form, { of: resource.id, from: start, to: end })
  }
  return (
    <CommandBar open disableAutoFocus>
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
          action={() => open("book")}
        />
        <CommandBar.Seperator />
        <CommandBar.Command
          label={say("capacity.set")}
          shortcut="c"
          action={() => open("capacity")}
        />
        <CommandBar.Seperator />
        <CommandBar.Command
          label={say("blackout.act")}
          shortcut="b"
          action={() => open("blackout")}
        />
        <CommandBar.Seperator />
        <CommandBar.Command
          label={say("freeze.act")}
          shortcut="f"
          action={() => open("freeze")}
        />
        <CommandBar.Seperator />
        <CommandBar.Command
          label={say("common.close")}
          shortcut="x"
          action={onDone}
        />
      </CommandBar.Bar>
    </CommandBar>
  )
}
