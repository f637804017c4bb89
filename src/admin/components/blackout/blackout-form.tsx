import { zodResolver } from "@hookform/resolvers/zod"
import { useForm, useWatch } from "react-hook-form"
import { z } from "zod"

import { useAllGroups } from "../../hooks/catalog"
import { useAction } from "../../hooks/use-action"
import { useText } from "../../hooks/use-text"
import { isDate } from "../../lib/dates"
import { bookings } from "../../lib/sdk"
import type { BlackoutDTO } from "../../lib/types"
import { EditDrawer } from "../common/modals"
import {
  DateField,
  SelectField,
  SwitchField,
  TextAreaField,
} from "../form/fields"
import { ResourceField } from "../form/pickers"

const date = z.string("form.date").refine(isDate, "form.date")
const Schema = z
  .object({
    scope: z.enum(["resource", "group", "all"]),
    resource_id: z.string().nullable(),
    group_id: z.string(),
    start_date: date,
    end_date: date,
    reason: z
      .string()
      .trim()
      .min(1, "form.required")
      .max(1_000, "form.tooLong"),
    release_holds: z.boolean(),
  })
  .refine(({ start_date, end_date }) => start_date <= end_date, {
    path: ["end_date"],
    message: "form.order",
  })
  .refine(({ scope, resource_id }) => scope !== "resource" || resource_id, {
    path: ["resource_id"],
    message: "form.required",
  })
  .refine(({ scope, group_id }) => scope !== "group" || group_id, {
    path: ["group_id"],
    message: "form.required",
  })
type Values = z.infer<typeof Schema>

type Props = {
  /** One to change; a new one without it. */
  blackout?: BlackoutDTO
  resourceId?: string | null
  groupId?: string | null
  start: string
  end: string
  onClose: () => void
}

/** Closes dates of a resource, a group or everything, or changes that. */
export function BlackoutForm(props: Props) {
  const { blackout, onClose } = props
  const { say } = useText()
  const groups = useAllGroups()
  const { control, handleSubmit } = useForm<Values>({
    resolver: zodResolver(Schema),
    defaultValues: {
      scope: scopeOf(props),
      resource_id: blackout?.resource_id ?? props.resourceId ?? null,
      group_id: blackout?.group_id ?? props.groupId ?? "",
      start_date: props.start,
      end_date: props.end,
      reason: blackout?.reason ?? "",
      release_holds: false,
    },
  })
  const scope = useWatch({ control, name: "scope" })
  const save = useAction({
    run: (values: Values) =>
      blackout
        ? bookings.blackouts.update(blackout.id, changeable(values))
        : bookings.blackouts.create({
            ...subjectOf(values),
            ...changeable(values),
          }),
    says: ({ holds_released, allocations_affected }) =>
      say(blackout ? "blackout.updated" : "blackout.created", {
        holds: holds_released,
        allocations: allocations_affected.length,
      }),
    then: onClose,
    inForm: true,
  })
  return (
    <EditDrawer
      open
      onClose={onClose}
      title={say(blackout ? "blackout.edit" : "blackout.create")}
      description={say("blackout.text")}
      submit={say(blackout ? "common.save" : "blackout.act")}
      isPending={save.isPending}
      error={save.error}
      onSubmit={handleSubmit((values) => save.act(values))}
    >
      {!blackout && (
        <SelectField
          control={control}
          name="scope"
          label={say("blackout.scope")}
          options={[
            { value: "resource", label: say("blackout.scopes.resource") },
            { value: "group", label: say("blackout.scopes.group") },
            { value: "all", label: say("blackout.scopes.all") },
          ]}
        />
      )}
      {!blackout && scope === "resource" && (
        <ResourceField
          control={control}
          name="resource_id"
          label={say("field.resource")}
        />
      )}
      {!blackout && scope === "group" && (
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
      <div className="grid grid-cols-2 gap-4">
        <DateField
          control={control}
          name="start_date"
          label={say("field.firstDate")}
        />
        <DateField
          control={control}
          name="end_date"
          label={say("field.lastDate")}
        />
      </div>
      <TextAreaField
        control={control}
        name="reason"
        label={say("field.reason")}
        hint={say("form.staffOnly")}
      />
      <SwitchField
        control={control}
        name="release_holds"
        label={say("blackout.release")}
        hint={say("blackout.releaseHint")}
      />
    </EditDrawer>
  )
}

function scopeOf({ blackout, resourceId, groupId }: Props): Values["scope"] {
  if (blackout) {
    return blackout.all ? "all" : blackout.group_id ? "group" : "resource"
  }
  return groupId && !resourceId ? "group" : "resource"
}

function subjectOf({ scope, resource_id, group_id }: Values) {
  switch (scope) {
    case "resource":
      return { resource_id: resource_id ?? undefined }
    case "group":
      return { group_id }
    case "all":
      return { all: true as const }
  }
}

function changeable(values: Values) {
  const { start_date, end_date, reason, release_holds } = values
  return { start_date, end_date, reason, release_holds }
}
