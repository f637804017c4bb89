import { Plus, XMarkMini } from "@medusajs/icons"
import { Button, IconButton, Text } from "@medusajs/ui"
import {
  type ArrayPath,
  type Control,
  type FieldPath,
  useFieldArray,
} from "react-hook-form"
import { z } from "zod"

import { useText } from "../../hooks/use-text"
import type { Guest } from "../../lib/types"
import { TextField } from "../form/fields"
import { EmailSchema, NameSchema } from "../form/schemas"

export const GuestSchema = z.object({
  name: NameSchema,
  email: EmailSchema,
  phone: z.string().trim().max(64, "form.tooLong"),
})
export type GuestValues = z.infer<typeof GuestSchema>
export type WithGuests = { guests: GuestValues[] }

/** What the server takes: what is empty is left out. */
export function guestsOf(guests: GuestValues[]): Guest[] {
  return guests.map(({ name, email, phone }) => ({
    name,
    ...(email ? { email } : {}),
    ...(phone ? { phone } : {}),
  }))
}

const MOST = 100

/** Who comes: a row of fields for each. */
export function GuestFields<V extends WithGuests>({
  control,
}: {
  control: Control<V>
}) {
  const { say } = useText()
  const { fields, append, remove } = useFieldArray({
    control,
    name: "guests" as ArrayPath<V>,
  })
  const path = (index: number, field: keyof GuestValues) =>
    `guests.${index}.${field}` as FieldPath<V>
  return (
    <div className="flex flex-col gap-y-3">
      <Text size="small" weight="plus" leading="compact">
        {say("allocation.guests")}
      </Text>
      {fields.map(({ id }, index) => (
        <div
          key={id}
          className="bg-ui-bg-component shadow-elevation-card-rest grid grid-cols-[1fr_auto] gap-2 rounded-xl p-3"
        >
          <div className="flex flex-col gap-y-3">
            <TextField
              control={control}
              name={path(index, "name")}
              label={say("field.name")}
            />
            <div className="grid grid-cols-2 gap-3">
              <TextField
                control={control}
                name={path(index, "email")}
                label={say("field.email")}
                optional
              />
              <TextField
                control={control}
                name={path(index, "phone")}
                label={say("field.phone")}
                optional
              />
            </div>
          </div>
          <IconButton
            type="button"
            size="small"
            variant="transparent"
            aria-label={say("guest.remove")}
            onClick={() => remove(index)}
          >
            <XMarkMini />
          </IconButton>
        </div>
      ))}
      <Button
        type="button"
        size="small"
        variant="secondary"
        disabled={fields.length >= MOST}
        onClick={() =>
          append({ name: "", email: "", phone: "" } as Parameters<
            typeof append
          >[0])
        }
      >
        <Plus />
        {say("guest.add")}
      </Button>
    </div>
  )
}
