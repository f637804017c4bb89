import { zodResolver } from "@hookform/resolvers/zod"
import { useForm } from "react-hook-form"

import { useAction } from "../../hooks/use-action"
import { useText } from "../../hooks/use-text"
import { bookings } from "../../lib/sdk"
import type { ResourceDTO } from "../../lib/types"
import { EditDrawer } from "../common/modals"
import { GeneralFields, MediaFields, RuleFields } from "./resource-fields"
import {
  changesOf,
  ResourceSchema,
  type ResourceValues,
  valuesOf,
} from "./resource-schema"

export type ResourcePart = "general" | "rules" | "media"

const FIELDS = {
  general: GeneralFields,
  rules: RuleFields,
  media: MediaFields,
}

type Props = {
  resource: ResourceDTO
  part: ResourcePart
  onClose: () => void
}

export function EditResource({ resource, part, onClose }: Props) {
  const { say } = useText()
  const { control, handleSubmit } = useForm<ResourceValues>({
    resolver: zodResolver(ResourceSchema),
    defaultValues: valuesOf(resource),
  })
  const update = useAction({
    run: (values: ResourceValues) =>
      bookings.resources.update(resource.id, changesOf(values, resource)),
    says: () => say("resource.updated", { name: resource.name }),
    then: onClose,
    inForm: true,
  })
  const Fields = FIELDS[part]
  return (
    <EditDrawer
      open
      onClose={onClose}
      title={say(`part.${part}`)}
      description={resource.name}
      submit={say("common.save")}
      isPending={update.isPending}
      error={update.error}
      onSubmit={handleSubmit((values) => update.act(values))}
    >
      <Fields control={control} />
    </EditDrawer>
  )
}
