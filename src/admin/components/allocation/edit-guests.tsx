import { z } from "zod"

import { useText } from "../../hooks/use-text"
import { bookings } from "../../lib/sdk"
import type { AllocationDTO } from "../../lib/types"
import { EditDrawer } from "../common/modals"
import { useDialogForm } from "../form/use-dialog-form"
import {
  GuestFields,
  GuestSchema,
  guestsOf,
  type WithGuests,
} from "./guest-fields"

const Schema = z.object({ guests: z.array(GuestSchema).max(100) })

type Props = { allocation: AllocationDTO; onClose: () => void }

export function EditGuests({ allocation, onClose }: Props) {
  const { say, range } = useText()
  const { control, dialog } = useDialogForm({
    schema: Schema,
    values: {
      guests: allocation.guests.map(({ name, email = "", phone = "" }) => ({
        name,
        email,
        phone,
      })),
    },
    run: ({ guests }: WithGuests) =>
      bookings.allocations.setGuests(allocation.id, {
        guests: guestsOf(guests),
      }),
    says: ({ allocation: { guests } }) =>
      say("guest.saved", { count: guests.length }),
    onClose,
  })
  return (
    <EditDrawer
      {...dialog}
      title={say("allocation.guests")}
      description={range(allocation.start_date, allocation.end_date)}
      submit={say("common.save")}
    >
      <GuestFields control={control} />
    </EditDrawer>
  )
}
