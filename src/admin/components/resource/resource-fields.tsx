/** The fields of a resource, in the parts in which they are edited. */
import { Button, Heading } from "@medusajs/ui"
import type { ReactNode } from "react"
import type { Control } from "react-hook-form"

import { useText } from "../../hooks/use-text"
import { DescriptionField, GroupField, NameFields } from "../form/common-fields"
import {
  NumberField,
  SelectField,
  SwitchField,
  TextField,
} from "../form/fields"
import { NO_GROUP, type ResourceValues } from "./resource-schema"

type Props = { control: Control<ResourceValues> }

function Grid({ children }: { children: ReactNode }) {
  return (
    <div className="grid grid-cols-1 gap-x-4 gap-y-6 sm:grid-cols-2">
      {children}
    </div>
  )
}

export function Part({
  title,
  children,
}: {
  title: string
  children: ReactNode
}) {
  return (
    <div className="flex flex-col gap-y-6 border-t pt-8 first:border-none first:pt-0">
      <Heading level="h2">{title}</Heading>
      {children}
    </div>
  )
}

export function GeneralFields({ control }: Props) {
  const { say } = useText()
  const none = { value: NO_GROUP, label: say("resource.noGroup") }
  return (
    <>
      <Grid>
        <NameFields control={control} />
        <GroupField control={control} none={none} />
      </Grid>
      <DescriptionField control={control} />
      <SwitchField
        control={control}
        name="is_active"
        label={say("resource.onSale")}
        hint={say("resource.onSaleHint")}
      />
    </>
  )
}

export function RuleFields({ control }: Props) {
  const { say } = useText()
  return (
    <Grid>
      <SelectField
        control={control}
        name="span"
        label={say("field.span")}
        hint={say("resource.spanHint")}
        options={[
          { value: "day", label: say("resource.span.day") },
          { value: "night", label: say("resource.span.night") },
        ]}
      />
      <NumberField
        control={control}
        name="default_capacity"
        label={say("field.defaultCapacity")}
        optional
        min={0}
        hint={say("resource.capacityHint")}
      />
      <TextField
        control={control}
        name="timezone"
        label={say("field.timezone")}
        optional
        placeholder="Australia/Brisbane"
        hint={say("resource.timezoneHint")}
      />
      <NumberField
        control={control}
        name="min_stay"
        label={say("field.minStay")}
        optional
        min={1}
      />
      <NumberField
        control={control}
        name="max_stay"
        label={say("field.maxStay")}
        optional
        min={1}
      />
      <NumberField
        control={control}
        name="lead_time_hours"
        label={say("field.leadTime")}
        optional
        min={0}
        hint={say("resource.leadHint")}
      />
      <NumberField
        control={control}
        name="horizon_days"
        label={say("field.horizon")}
        optional
        min={1}
        hint={say("resource.horizonHint")}
      />
      <NumberField
        control={control}
        name="hold_ttl_minutes"
        label={say("field.holdMinutes")}
        optional
        min={1}
        hint={say("resource.holdHint")}
      />
    </Grid>
  )
}

export function EditButton({ onClick }: { onClick: () => void }) {
  const { say } = useText()
  return (
    <Button size="small" variant="secondary" onClick={onClick}>
      {say("common.edit")}
    </Button>
  )
}
