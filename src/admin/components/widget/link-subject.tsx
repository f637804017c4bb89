import { z } from "zod"

import { useText } from "../../hooks/use-text"
import { bookings } from "../../lib/sdk"
import { EditDrawer } from "../common/modals"
import { SubjectFields } from "../form/common-fields"
import { SUBJECT, subjectChosen } from "../form/schemas"
import { useDialogForm } from "../form/use-dialog-form"

const Schema = z.object(SUBJECT).superRefine(subjectChosen)
type Values = z.infer<typeof Schema>

type Props = {
  variant: { id: string; title: string }
  onClose: () => void
}

/** Chooses what a variant sells from now on. */
export function LinkSubject({ variant, onClose }: Props) {
  const { say } = useText()
  const { control, dialog } = useDialogForm({
    schema: Schema,
    values: { scope: "resource", resource_id: null, group_id: "" },
    run: ({ scope, resource_id, group_id }: Values) =>
      bookings.variants.link(
        variant.id,
        scope === "resource"
          ? { resource_id: resource_id ?? undefined }
          : { group_id }
      ),
    says: () => say("link.added"),
    onClose,
  })
  return (
    <EditDrawer
      {...dialog}
      title={say("link.addResource")}
      description={`${variant.title}. ${say("link.addText")}`}
      submit={say("link.add")}
    >
      <SubjectFields
        control={control}
        label={say("link.kind")}
        scopes={["resource", "group"]}
      />
    </EditDrawer>
  )
}
