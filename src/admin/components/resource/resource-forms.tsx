import { useCapacity } from "../../hooks/catalog"
import { useForms } from "../../hooks/use-forms"
import { todayIn } from "../../lib/dates"
import type { ResourceDTO } from "../../lib/types"
import { Book } from "../allocation/book"
import { BlackoutForm } from "../blackout/blackout-form"
import { AdjustCapacity } from "../capacity/adjust-capacity"
import { SetCapacity } from "../capacity/set-capacity"
import { ReadFirst } from "../common/modals"
import { FreezeResource } from "./freeze-resource"

const FORMS = ["capacity", "adjust", "blackout", "freeze", "book"]

/** Whether the form is one about dates of a resource. */
export function isResourceForm(form: string | null): boolean {
  return form !== null && FORMS.includes(form)
}

/** The forms about dates of a resource, as the address names them. */
export function ResourceForms({ resource }: { resource: ResourceDTO }) {
  const { form, from, to, close } = useForms()
  const today = todayIn(resource.timezone)
  const dates = { start: from ?? today, end: to ?? from ?? today }
  const asked = { resource, ...dates, onClose: close }
  switch (form) {
    case "capacity":
      return <CapacityForm {...asked} />
    case "adjust":
      return <AdjustCapacity {...asked} />
    case "blackout":
      return (
        <BlackoutForm resourceId={resource.id} {...dates} onClose={close} />
      )
    case "freeze":
      return (
        <FreezeResource
          resource={resource}
          until={to ?? resource.freeze?.until ?? null}
          onClose={close}
        />
      )
    case "book":
      return <Book resource={resource} from={from} to={to} onClose={close} />
    default:
      return null
  }
}

type Asked = {
  resource: ResourceDTO
  start: string
  end: string
  onClose: () => void
}

/** It begins with what the first of the dates has. */
function CapacityForm(asked: Asked) {
  const { resource, start, onClose } = asked
  const answer = useCapacity(resource.id, start, start)
  return (
    <ReadFirst answer={answer} onClose={onClose}>
      {([first]) => (
        <SetCapacity
          {...asked}
          capacity={first?.max_capacity ?? resource.default_capacity}
        />
      )}
    </ReadFirst>
  )
}
