import { ArrowsPointingOut, Trash, Users } from "@medusajs/icons"
import { type ReactNode, useState } from "react"

import { useText } from "../../hooks/use-text"
import type { AllocationDTO } from "../../lib/types"
import type { MenuAction } from "../common/action-menu"
import { CancelAllocation } from "./cancel-allocation"
import { EditGuests } from "./edit-guests"
import { MoveAllocation } from "./move-allocation"

type Form = { kind: "move" | "guests" | "cancel"; allocation: AllocationDTO }

/**
 * What staff can do to a confirmed allocation.
 *
 * @returns the menu of an allocation, and the form that one of its entries
 * opened, to be rendered once by the page
 */
export function useAllocationActions(): {
  actions: (allocation: AllocationDTO) => MenuAction[][]
  form: ReactNode
} {
  const { say } = useText()
  const [form, setForm] = useState<Form | null>(null)
  const onClose = () => setForm(null)
  return {
    actions: (allocation) =>
      allocation.status === "confirmed"
        ? [
            [
              {
                label: say("allocation.move"),
                icon: <ArrowsPointingOut />,
                onClick: () => setForm({ kind: "move", allocation }),
              },
              {
                label: say("allocation.guests"),
                icon: <Users />,
                onClick: () => setForm({ kind: "guests", allocation }),
              },
            ],
            [
              {
                label: say("allocation.cancel"),
                icon: <Trash />,
                onClick: () => setForm({ kind: "cancel", allocation }),
              },
            ],
          ]
        : [],
    form: form && <FormOf form={form} onClose={onClose} />,
  }
}

function FormOf({ form, onClose }: { form: Form; onClose: () => void }) {
  const { allocation } = form
  switch (form.kind) {
    case "move":
      return <MoveAllocation allocation={allocation} onClose={onClose} />
    case "guests":
      return <EditGuests allocation={allocation} onClose={onClose} />
    case "cancel":
      return <CancelAllocation allocation={allocation} onClose={onClose} />
  }
}
