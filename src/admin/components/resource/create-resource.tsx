import { useNavigate } from "react-router-dom"

import { useFormRoutes } from "../../hooks/use-forms"
import { useText } from "../../hooks/use-text"
import { bookings } from "../../lib/sdk"
import { CreateModal } from "../common/modals"
import { MediaFields } from "../form/common-fields"
import { useDialogForm } from "../form/use-dialog-form"
import { GeneralFields, Part, RuleFields } from "./resource-fields"
import {
  bodyOf,
  EMPTY_RESOURCE,
  ResourceSchema,
  type ResourceValues,
} from "./resource-schema"

export function CreateResource() {
  const { say } = useText()
  const navigate = useNavigate()
  const { close } = useFormRoutes()
  const { control, dialog } = useDialogForm({
    schema: ResourceSchema,
    values: EMPTY_RESOURCE,
    run: (values: ResourceValues) => bookings.resources.create(bodyOf(values)),
    says: ({ resource }) => say("resource.created", { name: resource.name }),
    onClose: close,
    then: ({ resource }) =>
      void navigate(`/bookings/resources/${resource.id}`, { replace: true }),
  })
  return (
    <CreateModal
      {...dialog}
      title={say("resource.create")}
      description={say("resource.createText")}
      submit={say("common.create")}
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
