import { z } from "zod"

import { useText } from "../../hooks/use-text"
import { bookings } from "../../lib/sdk"
import type { BlackoutDTO } from "../../lib/types"
import { EditDrawer } from "../common/modals"
import { ReleaseHoldsField, SubjectFields } from "../form/common-fields"
import { DateRangeFields } from "../form/date-range-fields"
import { TextAreaField } from "../form/fields"
import {
  DATE_RANGE,
  datesInOrder,
  ReasonSchema,
  SUBJECT,
  subjectChosen,
} from "../form/schemas"
import { useDialogForm } from "../form/use-dialog-form"

const Schema = z
  .object({
    ...SUBJECT,
    ...DATE_RANGE,
    reason: ReasonSchema,
    release_holds: z.boolean(),
  })
  .superRefine(datesInOrder)
  .superRefine(subjectChosen)
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
  const { control, dialog } = useDialogForm({
    schema: Schema,
    values: {
      scope: scopeOf(props),
      resource_id: blackout?.resource_id ?? props.resourceId ?? null,
      group_id: blackout?.group_id ?? props.groupId ?? "",
      start_date: props.start,
      end_date: props.end,
      reason: blackout?.reason ?? "",
      release_holds: false,
    },
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
    onClose,
  })
  return (
    <EditDrawer
      {...dialog}
      title={say(blackout ? "blackout.edit" : "blackout.create")}
      description={say("blackout.text")}
      submit={say(blackout ? "common.save" : "blackout.act")}
    >
      {!blackout && (
        <SubjectFields
          control={control}
          label={say("blackout.scope")}
          scopes={["resource", "group", "all"]}
        />
      )}
      <DateRangeFields control={control} />
      <TextAreaField
        control={control}
        name="reason"
        label={say("field.reason")}
        hint={say("form.staffOnly")}
      />
      <ReleaseHoldsField control={control} />
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
