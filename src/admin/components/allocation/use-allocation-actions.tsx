import { ArrowsPointingOut, Trash, Users } from "@medusajs/icons"

import { useAllocation } from "../../hooks/commitments"
import { useForms } from "../../hooks/use-forms"
import { useText } from "../../hooks/use-text"
import type { AllocationDTO } from "../../lib/types"
import type { MenuAction } from "../common/action-menu"
import { ReadFirst } from "../common/modals"
import { CancelAllocation } from "./cancel-allocation"
import { EditGuests } from "./edit-guests"
import { MoveAllocation } from "./move-allocation"

const FORMS = {
  move: MoveAllocation,
  guests: EditGuests,
  cancel: CancelAllocation,
}

/**
 * What staff can do to a confirmed allocation, by forms: the page renders
 * `AllocationForms`, too.
 */
export function useAllocationActions(): (
  allocation: AllocationDTO
) => MenuAction[][] {
  const { say } = useText()
  const forms = useForms()
  return ({ id, status }) => {
    const entry = (form: keyof typeof FORMS, icon: JSX.Element) => ({
      ...{ label: say(`allocation.${form}`), icon },
      onClick: () => forms.open(form, { of: id }),
    })
    return status === "confirmed"
      ? [
          [entry("move", <ArrowsPointingOut />), entry("guests", <Users />)],
          [entry("cancel", <Trash />)],
        ]
      : []
  }
}

/** The form that one of these actions opened. */
export function AllocationForms() {
  const { form, of = "", close } = useForms()
  const Form = isForm(form) ? FORMS[form] : null
  const answer = useAllocation(of, Form !== null)
  return (
    Form && (
      <ReadFirst answer={answer} onClose={close}>
        {(allocation) => <Form allocation={allocation} onClose={close} />}
      </ReadFirst>
    )
  )
}

function isForm(form: string | null): form is keyof typeof FORMS {
  return form !== null && form in FORMS
}
