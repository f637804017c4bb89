import { zodResolver } from "@hookform/resolvers/zod"
import { useForm } from "react-hook-form"
import { useNavigate } from "react-router-dom"

import { useAction } from "../../hooks/use-action"
import { useText } from "../../hooks/use-text"
import { bookings } from "../../lib/sdk"
import { CreateModal } from "../common/modals"
import { GeneralFields, MediaFields, Part, RuleFields } from "./resource-fields"
import {
  bodyOf,
  EMPTY_RESOURCE,
  ResourceSchema,
  type ResourceValues,
} from "./resource-schema"

export function CreateResource({ onClose }: { onClose: () => void }) {
  const { say } = useText()
  const navigate = useNavigate()
  const { control, handleSubmit } = useForm<ResourceValues>({
    resolver: zodResolver(ResourceSchema),
    defaultValues: EMPTY_RESOURCE,
  })
  const create = useAction({
    run: (values: ResourceValues) => bookings.resources.create(bodyOf(values)),
    says: ({ resource }) => say("resource.created", { name: resource.name }),
    then: ({ resource }) => {
      onClose()
      void navigate(`/bookings/resources/${resource.id}`)
    },
    inForm: true,
  })
  return (
    <CreateModal
      open
      onClose={onClose}
      title={say("resource.create")}
      description={say("resource.createText")}
      submit={say("common.create")}
      isPending={create.isPending}
      error={create.error}
      onSubmit={handleSubmit((values) => create.act(values))}
    >
      <Part title={say("part.general")}>
        <GeneralFields control={control} />
      </Part>
      <Part title={say("part.rules")}>
        <RuleFields control={control} />
      </Part>
      <Part title={say("part.media")}>
        <MediaFields control={control} />
      </Part>
    </CreateModal>
  )
}
