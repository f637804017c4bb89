import { useState } from "react"
import { useOutletContext } from "react-router-dom"

import { useFormRoutes } from "../../hooks/use-forms"
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

type ResourcePart = "general" | "rules" | "media"

const FIELDS = {
  general: GeneralFields,
  rules: RuleFields,
  media: MediaFields,
}

/** A part of the resource whose page this is a route below. */
export function EditResource({ part }: { part: ResourcePart }) {
  const { say } = useText()
  const { close } = useFormRoutes()
  // As it was when the form opened, whatever is read again below it.
  const [resource] = useState(useOutletContext<ResourceDTO>())
  const { control, dialog } = useDialogForm({
    schema: ResourceSchema,
    values: valuesOf(resource),
    run: (values: ResourceValues) =>
      bookings.resources.update(resource.id, changesOf(values, resource)),
    says: () => say("resource.updated", { name: resource.name }),
    onClose: close,
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
