import { useNavigate, useOutletContext } from "react-router-dom"
import { z } from "zod"

import { useFormRoutes } from "../../hooks/use-forms"
import { useText } from "../../hooks/use-text"
import { bookings } from "../../lib/sdk"
import type { CreateGroup as Body, GroupDTO } from "../../lib/types"
import { CreateModal, EditDrawer } from "../common/modals"
import {
  DescriptionField,
  MediaFields,
  NameFields,
} from "../form/common-fields"
import { NameSchema } from "../form/schemas"
import { useDialogForm } from "../form/use-dialog-form"
import { filled } from "../resource/resource-schema"

const Schema = z.object({
  name: NameSchema,
  type: z.string().trim().min(1, "form.required").max(64, "form.tooLong"),
  handle: z.string().trim(),
  description: z.string().max(10_000, "form.tooLong"),
  images: z.array(z.string()),
  amenities: z.array(z.string()),
})
type Values = z.infer<typeof Schema>

const EMPTY: Values = {
  name: "",
  type: "",
  handle: "",
  description: "",
  images: [],
  amenities: [],
}

function bodyOf({ handle, ...values }: Values): Body {
  return {
    ...values,
    ...(handle ? { handle } : {}),
    description: values.description.trim() || null,
    images: filled(values.images),
    amenities: filled(values.amenities),
  }
}

export function CreateGroup() {
  const { say } = useText()
  const navigate = useNavigate()
  const { close } = useFormRoutes()
  const { control, dialog } = useDialogForm({
    schema: Schema,
    values: EMPTY,
    run: (values: Values) => bookings.groups.create(bodyOf(values)),
    says: ({ group }) => say("group.created", { name: group.name }),
    onClose: close,
    then: ({ group }) =>
      void navigate(`/bookings/groups/${group.id}`, { replace: true }),
  })
  return (
    <CreateModal
      {...dialog}
      title={say("group.create")}
      description={say("group.createText")}
      submit={say("common.create")}
    >
      <div className="grid grid-cols-1 gap-x-4 gap-y-6 sm:grid-cols-2">
        <NameFields control={control} />
      </div>
      <DescriptionField control={control} />
      <MediaFields control={control} />
    </CreateModal>
  )
}

/** Of the group whose page this is a route below. */
export function EditGroup() {
  const { say } = useText()
  const { close } = useFormRoutes()
  const group = useOutletContext<GroupDTO>()
  const { control, dialog } = useDialogForm({
    schema: Schema,
    values: {
      name: group.name,
      type: group.type,
      handle: group.handle,
      description: group.description ?? "",
      images: group.images,
      amenities: group.amenities,
    },
    run: (values: Values) => bookings.groups.update(group.id, bodyOf(values)),
    says: () => say("group.updated", { name: group.name }),
    onClose: close,
  })
  return (
    <EditDrawer
      {...dialog}
      title={say("group.edit")}
      description={group.name}
      submit={say("common.save")}
    >
      <NameFields control={control} />
      <DescriptionField control={control} />
      <MediaFields control={control} />
    </EditDrawer>
  )
}
