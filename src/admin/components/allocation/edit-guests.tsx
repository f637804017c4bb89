import { zodResolver } from "@hookform/resolvers/zod"
import { useForm } from "react-hook-form"
import { z } from "zod"

import { useAction } from "../../hooks/use-action"
import { useText } from "../../hooks/use-text"
import { bookings } from "../../lib/sdk"
import type { AllocationDTO } from "../../lib/types"
import { EditDrawer } from "../common/modals"
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
  const { control, handleSubmit } = useForm<WithGuests>({
    resolver: zodResolver(Schema),
    defaultValues: {
      guests: allocation.guests.map(({ name, email = "", phone = "" }) => ({
        name,
        email,
        phone,
      })),
    },
  })
  const save = useAction({
    run: ({ guests }: WithGuests) =>
      bookings.allocations.setGuests(allocation.id, {
        guests: guestsOf(guests),
      }),
    says: ({ allocation: { guests } }) =>
      say("guest.saved", { count: guests.length }),
    then: onClose,
    inForm: true,
  })
  return (
    <EditDrawer
      open
      onClose={onClose}
      title={say("allocation.guests")}
      description={range(allocation.start_date, allocation.end_date)}
      submit={say("common.save")}
      isPending={save.isPending}
      error={save.error}
      onSubmit={handleSubmit((values) => save.act(values))}
    >
      <GuestFields control={control} />
    </EditDrawer>
  )
}
