import { zodResolver } from "@hookform/resolvers/zod"
import { type Control, useForm } from "react-hook-form"
import { useNavigate } from "react-router-dom"
import { z } from "zod"

import { useAction } from "../../hooks/use-action"
import { useText } from "../../hooks/use-text"
import { bookings } from "../../lib/sdk"
import type { CreateGroup as Body, GroupDTO } from "../../lib/types"
import { CreateModal, EditDrawer } from "../common/modals"
import { LinesField, TextAreaField, TextField } from "../form/fields"
import { filled } from "../resource/resource-schema"

const Schema = z.object({
  name: z.string().trim().min(1, "form.required").max(255, "form.tooLong"),
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

export function CreateGroup({ onClose }: { onClose: () => void }) {
  const { say } = useText()
  const navigate = useNavigate()
  const { control, handleSubmit } = useForm<Values>({
    resolver: zodResolver(Schema),
    defaultValues: EMPTY,
  })
  const create = useAction({
    run: (values: Values) => bookings.groups.create(bodyOf(values)),
    says: ({ group }) => say("group.created", { name: group.name }),
    then: ({ group }) => {
      onClose()
      void navigate(`/bookings/groups/${group.id}`)
    },
    inForm: true,
  })
  return (
    <CreateModal
      open
      onClose={onClose}
      title={say("group.create")}
      description={say("group.createText")}
      submit={say("common.create")}
      isPending={create.isPending}
      error={create.error}
      onSubmit={handleSubmit((values) => create.act(values))}
    >
      <div className="grid grid-cols-1 gap-x-4 gap-y-6 sm:grid-cols-2">
        <NameFields control={control} />
      </div>
      <TextFields control={control} />
    </CreateModal>
  )
}

export function EditGroup({
  group,
  onClose,
}: {
  group: GroupDTO
  onClose: () => void
}) {
  const { say } = useText()
  const { control, handleSubmit } = useForm<Values>({
    resolver: zodResolver(Schema),
    defaultValues: {
      name: group.name,
      type: group.type,
      handle: group.handle,
      description: group.description ?? "",
      images: group.images,
      amenities: group.amenities,
    },
  })
  const update = useAction({
    run: (values: Values) => bookings.groups.update(group.id, bodyOf(values)),
    says: () => say("group.updated", { name: group.name }),
    then: onClose,
    inForm: true,
  })
  return (
    <EditDrawer
      open
      onClose={onClose}
      title={say("group.edit")}
      description={group.name}
      submit={say("common.save")}
      isPending={update.isPending}
      error={update.error}
      onSubmit={handleSubmit((values) => update.act(values))}
    >
      <NameFields control={control} />
      <TextFields control={control} />
    </EditDrawer>
  )
}

function NameFields({ control }: { control: Control<Values> }) {
  const { say } = useText()
  return (
    <>
      <TextField control={control} name="name" label={say("field.name")} />
      <TextField
        control={control}
        name="type"
        label={say("field.type")}
        placeholder="room"
        hint={say("resource.typeHint")}
      />
      <TextField
        control={control}
        name="handle"
        label={say("field.handle")}
        optional
        hint={say("resource.handleHint")}
      />
    </>
  )
}

function TextFields({ control }: { control: Control<Values> }) {
  const { say } = useText()
  return (
    <>
      <TextAreaField
        control={control}
        name="description"
        label={say("field.description")}
        optional
      />
      <LinesField
        control={control}
        name="images"
        label={say("field.images")}
        optional
        placeholder="https://…"
        hint={say("resource.imagesHint")}
      />
      <LinesField
        control={control}
        name="amenities"
        label={say("field.amenities")}
        optional
        hint={say("resource.amenitiesHint")}
      />
    </>
  )
}
