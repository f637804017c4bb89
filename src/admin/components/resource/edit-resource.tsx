import { useText } from "../../hooks/use-text"
import { bookings } from "../../lib/sdk"
import type { ResourceDTO } from "../../lib/types"
import { EditDrawer } from "../common/modals"
import { MediaFields } from "../form/common-fields"
import { useDialogForm } from "../form/use-dialog-form"
import { GeneralFields, RuleFields } from "./resource-fields"
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
  const { control, dialog } = useDialogForm({
    schema: ResourceSchema,
    values: valuesOf(resource),
    run: (values: ResourceValues) =>
      bookings.post<{ resource: ResourceDTO }>(
        `/resources/${resource.id}`,
        changesOf(values, resource)
      ),
    says: () => say("resource.updated", { name: resource.name }),
    onClose,
  })
  const Fields = FIELDS[part]
  return (
    <EditDrawer
      {...dialog}
      title={say(`part.${part}`)}
      description={resource.name}
      submit={say("common.save")}
    >
      <Fields control={control} />
    </EditDrawer>
  )
}
