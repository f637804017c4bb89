import { zodResolver } from "@hookform/resolvers/zod"
import { useForm, useWatch } from "react-hook-form"
import { z } from "zod"

import { useAllGroups } from "../../hooks/catalog"
import { useAction } from "../../hooks/use-action"
import { useText } from "../../hooks/use-text"
import { bookings } from "../../lib/sdk"
import { EditDrawer } from "../common/modals"
import { SelectField } from "../form/fields"
import { ResourceField } from "../form/pickers"

const Schema = z
  .object({
    kind: z.enum(["resource", "group"]),
    resource_id: z.string().nullable(),
    group_id: z.string(),
  })
  .refine(({ kind, resource_id }) => kind !== "resource" || resource_id, {
    path: ["resource_id"],
    message: "form.required",
  })
  .refine(({ kind, group_id }) => kind !== "group" || group_id, {
    path: ["group_id"],
    message: "form.required",
  })
type Values = z.infer<typeof Schema>

type Props = {
  variant: { id: string; title: string }
  onClose: () => void
}

/** Chooses what a variant sells from now on. */
export function LinkSubject({ variant, onClose }: Props) {
  const { say } = useText()
  const groups = useAllGroups()
  const { control, handleSubmit } = useForm<Values>({
    resolver: zodResolver(Schema),
    defaultValues: { kind: "resource", resource_id: null, group_id: "" },
  })
  const kind = useWatch({ control, name: "kind" })
  const link = useAction({
    run: ({ kind, resource_id, group_id }: Values) =>
      bookings.variants.link(
        variant.id,
        kind === "resource"
          ? { resource_id: resource_id ?? undefined }
          : { group_id }
      ),
    says: () => say("link.added"),
    then: onClose,
    inForm: true,
  })
  return (
    <EditDrawer
      open
      onClose={onClose}
      title={say("link.addResource")}
      description={`${variant.title}. ${say("link.addText")}`}
      submit={say("link.add")}
      isPending={link.isPending}
      error={link.error}
      onSubmit={handleSubmit((values) => link.act(values))}
    >
      <SelectField
        control={control}
        name="kind"
        label={say("link.kind")}
        options={[
          { value: "resource", label: say("blackout.scopes.resource") },
          { value: "group", label: say("blackout.scopes.group") },
        ]}
      />
      {kind === "resource" ? (
        <ResourceField
          control={control}
          name="resource_id"
          label={say("field.resource")}
        />
      ) : (
        <SelectField
          control={control}
          name="group_id"
          label={say("field.group")}
          options={(groups.data?.groups ?? []).map(({ id, name }) => ({
            value: id,
            label: name,
          }))}
        />
      )}
    </EditDrawer>
  )
}
