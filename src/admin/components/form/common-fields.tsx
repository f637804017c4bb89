/** Fields that more than one form has, with their words. */
import {
  type Control,
  type FieldPath,
  type FieldValues,
  useWatch,
} from "react-hook-form"

import { useAllGroups } from "../../hooks/catalog"
import { useText } from "../../hooks/use-text"
import {
  DateField,
  LinesField,
  type Option,
  SelectField,
  SwitchField,
  TextAreaField,
  TextField,
} from "./fields"
import { ResourceField } from "./pickers"
import type { SubjectValues } from "./schemas"

type Of<V extends FieldValues> = { control: Control<V> }

export function EmailField<V extends { email: string }>({ control }: Of<V>) {
  const { say } = useText()
  return (
    <TextField
      control={control}
      name={"email" as FieldPath<V>}
      label={say("field.email")}
      optional
    />
  )
}

/** For colleagues. */
export function NoteField<V extends { note: string }>({
  control,
  rows,
}: Of<V> & { rows?: number }) {
  const { say } = useText()
  return (
    <TextAreaField
      control={control}
      name={"note" as FieldPath<V>}
      label={say("field.note")}
      optional
      hint={say("form.staffOnly")}
      {...(rows ? { rows } : {})}
    />
  )
}

/** For the log. */
export function ReasonField<V extends { reason: string }>({
  control,
  optional = false,
}: Of<V> & { optional?: boolean }) {
  const { say } = useText()
  return (
    <TextField
      control={control}
      name={"reason" as FieldPath<V>}
      label={say("field.reason")}
      optional={optional}
      hint={say("form.forTheLog")}
    />
  )
}

export function UntilField<V extends { until: string | null }>({
  control,
}: Of<V>) {
  const { say } = useText()
  return (
    <DateField
      control={control}
      name={"until" as FieldPath<V>}
      label={say("field.until")}
      optional
      hint={say("freeze.untilHint")}
    />
  )
}

export function ReleaseHoldsField<V extends { release_holds: boolean }>({
  control,
}: Of<V>) {
  const { say } = useText()
  return (
    <SwitchField
      control={control}
      name={"release_holds" as FieldPath<V>}
      label={say("blackout.release")}
      hint={say("blackout.releaseHint")}
    />
  )
}

export function OverrideField<V extends { override_rules: boolean }>({
  control,
}: Of<V>) {
  const { say } = useText()
  return (
    <SwitchField
      control={control}
      name={"override_rules" as FieldPath<V>}
      label={say("book.override")}
      hint={say("book.overrideHint")}
    />
  )
}

/** @param none what stands for no group, where that is possible */
export function GroupField<V extends { group_id: string }>({
  control,
  none,
}: Of<V> & { none?: Option }) {
  const { say } = useText()
  const { data } = useAllGroups()
  const groups = (data?.groups ?? []).map(({ id, name }) => ({
    value: id,
    label: name,
  }))
  return (
    <SelectField
      control={control}
      name={"group_id" as FieldPath<V>}
      label={say("field.group")}
      options={none ? [none, ...groups] : groups}
    />
  )
}

/** A resource, a group or everything; and which. */
export function SubjectFields<V extends SubjectValues>({
  control,
  label,
  scopes,
}: Of<V> & { label: string; scopes: readonly SubjectValues["scope"][] }) {
  const { say } = useText()
  const name = "scope" as FieldPath<V>
  const scope = useWatch({ control, name }) as SubjectValues["scope"]
  return (
    <>
      <SelectField
        control={control}
        name={name}
        label={label}
        options={scopes.map((value) => ({
          value,
          label: say(`blackout.scopes.${value}`),
        }))}
      />
      {scope === "resource" && (
        <ResourceField
          control={control}
          name={"resource_id" as FieldPath<V>}
          label={say("field.resource")}
        />
      )}
      {scope === "group" && <GroupField control={control} />}
    </>
  )
}

type Described = { name: string; type: string; handle: string }

/** What a resource or a group is called. */
export function NameFields<V extends Described>({ control }: Of<V>) {
  const { say } = useText()
  return (
    <>
      <TextField
        control={control}
        name={"name" as FieldPath<V>}
        label={say("field.name")}
      />
      <TextField
        control={control}
        name={"type" as FieldPath<V>}
        label={say("field.type")}
        placeholder="room"
        hint={say("resource.typeHint")}
      />
      <TextField
        control={control}
        name={"handle" as FieldPath<V>}
        label={say("field.handle")}
        optional
        hint={say("resource.handleHint")}
      />
    </>
  )
}

export function DescriptionField<V extends { description: string }>({
  control,
}: Of<V>) {
  const { say } = useText()
  return (
    <TextAreaField
      control={control}
      name={"description" as FieldPath<V>}
      label={say("field.description")}
      optional
    />
  )
}

export function MediaFields<
  V extends { images: string[]; amenities: string[] },
>({ control }: Of<V>) {
  const { say } = useText()
  return (
    <>
      <LinesField
        control={control}
        name={"images" as FieldPath<V>}
        label={say("field.images")}
        optional
        placeholder="https://…"
        hint={say("resource.imagesHint")}
      />
      <LinesField
        control={control}
        name={"amenities" as FieldPath<V>}
        label={say("field.amenities")}
        optional
        hint={say("resource.amenitiesHint")}
      />
    </>
  )
}
