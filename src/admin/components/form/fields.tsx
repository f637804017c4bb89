/** Fields of the dashboard's look, over react-hook-form. */
import { InformationCircleSolid } from "@medusajs/icons"
import {
  clx,
  Hint,
  Input,
  Label,
  Select,
  Switch,
  Text,
  Textarea,
  Tooltip,
} from "@medusajs/ui"
import { type ReactNode, useId } from "react"
import {
  type Control,
  type FieldPath,
  type FieldValues,
  useController,
} from "react-hook-form"

import { type TextKey, useText } from "../../hooks/use-text"
import { DateInput } from "./date-input"

export type FieldProps<V extends FieldValues> = {
  control: Control<V>
  name: FieldPath<V>
  label: string
  hint?: string | undefined
  tooltip?: string
  optional?: boolean
  className?: string
}

/** Label, the input itself, and what is wrong with it or good to know. */
export function FieldFrame(props: {
  id: string
  label: string
  hint?: string | undefined
  tooltip?: string | undefined
  optional?: boolean | undefined
  error?: string | undefined
  className?: string | undefined
  children: ReactNode
}) {
  const { say } = useText()
  return (
    <div className={clx("flex flex-col gap-y-2", props.className)}>
      <div className="flex items-center gap-x-1">
        <Label size="small" weight="plus" htmlFor={props.id}>
          {props.label}
        </Label>
        {props.tooltip && (
          <Tooltip content={props.tooltip}>
            <InformationCircleSolid className="text-ui-fg-muted" />
          </Tooltip>
        )}
        {props.optional && (
          <Text size="small" leading="compact" className="text-ui-fg-muted">
            ({say("common.optional")})
          </Text>
        )}
      </div>
      {props.children}
      {props.error ? (
        <Hint variant="error">{props.error}</Hint>
      ) : (
        props.hint && <Hint>{props.hint}</Hint>
      )}
    </div>
  )
}

/** The field's value, and its error in words: schemas name a text. */
export function useField<V extends FieldValues>({
  control,
  name,
}: Pick<FieldProps<V>, "control" | "name">) {
  const id = useId()
  const { say } = useText()
  const { field, fieldState } = useController({ control, name })
  const key = fieldState.error?.message ?? fieldState.error?.root?.message
  const error = key
    ? say(
        key.startsWith("form.") ? (key as TextKey) : "form.invalid",
        key.startsWith("form.") ? undefined : { message: key }
      )
    : fieldState.error
      ? say("form.required")
      : undefined
  return { id, field, error }
}

export function TextField<V extends FieldValues>(
  props: FieldProps<V> & { placeholder?: string; type?: string }
) {
  const { id, field, error } = useField(props)
  return (
    <FieldFrame {...props} id={id} error={error}>
      <Input
        {...field}
        id={id}
        type={props.type ?? "text"}
        value={String(field.value ?? "")}
        placeholder={props.placeholder}
        aria-invalid={error !== undefined}
        autoComplete="off"
      />
    </FieldFrame>
  )
}

export function TextAreaField<V extends FieldValues>(
  props: FieldProps<V> & { placeholder?: string; rows?: number }
) {
  const { id, field, error } = useField(props)
  return (
    <FieldFrame {...props} id={id} error={error}>
      <Textarea
        {...field}
        id={id}
        rows={props.rows ?? 3}
        value={String(field.value ?? "")}
        placeholder={props.placeholder}
        aria-invalid={error !== undefined}
      />
    </FieldFrame>
  )
}

/** A whole number, or null when empty. */
export function NumberField<V extends FieldValues>(
  props: FieldProps<V> & { placeholder?: string; min?: number }
) {
  const { id, field, error } = useField(props)
  return (
    <FieldFrame {...props} id={id} error={error}>
      <Input
        {...field}
        id={id}
        type="number"
        step={1}
        min={props.min}
        value={field.value ?? ""}
        placeholder={props.placeholder}
        aria-invalid={error !== undefined}
        onChange={({ target }) =>
          field.onChange(target.value === "" ? null : Number(target.value))
        }
      />
    </FieldFrame>
  )
}

export type Option = { value: string; label: string }

export function SelectField<V extends FieldValues>(
  props: FieldProps<V> & {
    options: Option[]
    placeholder?: string
    disabled?: boolean
  }
) {
  const { id, field, error } = useField(props)
  return (
    <FieldFrame {...props} id={id} error={error}>
      <Select
        value={String(field.value ?? "")}
        onValueChange={field.onChange}
        disabled={props.disabled ?? false}
      >
        <Select.Trigger id={id} ref={field.ref}>
          <Select.Value placeholder={props.placeholder} />
        </Select.Trigger>
        <Select.Content>
          {props.options.map(({ value, label }) => (
            <Select.Item key={value} value={value}>
              {label}
            </Select.Item>
          ))}
        </Select.Content>
      </Select>
    </FieldFrame>
  )
}

/** Yes or no, in a box that says what yes means. */
export function SwitchField<V extends FieldValues>(props: FieldProps<V>) {
  const { id, field } = useField(props)
  return (
    <div
      className={clx(
        "shadow-elevation-card-rest bg-ui-bg-component flex items-start gap-x-3 rounded-xl p-3",
        props.className
      )}
    >
      <Switch
        id={id}
        size="small"
        className="mt-0.5 shrink-0"
        checked={Boolean(field.value)}
        onCheckedChange={field.onChange}
      />
      <div className="flex flex-col gap-y-1">
        <Label size="small" weight="plus" htmlFor={id}>
          {props.label}
        </Label>
        {props.hint && <Hint>{props.hint}</Hint>}
      </div>
    </div>
  )
}

/** A calendar date, as text; null when it is optional and empty. */
export function DateField<V extends FieldValues>(
  props: FieldProps<V> & { min?: string; max?: string }
) {
  const { id, field, error } = useField(props)
  return (
    <FieldFrame {...props} id={id} error={error}>
      <DateInput
        id={id}
        label={props.label}
        value={field.value || null}
        onChange={field.onChange}
      />
    </FieldFrame>
  )
}

/** A list of texts, one a line. */
export function LinesField<V extends FieldValues>(
  props: FieldProps<V> & { placeholder?: string; rows?: number }
) {
  const { id, field, error } = useField(props)
  const lines = (field.value ?? []) as string[]
  return (
    <FieldFrame {...props} id={id} error={error}>
      <Textarea
        id={id}
        ref={field.ref}
        rows={props.rows ?? 4}
        placeholder={props.placeholder}
        value={lines.join("\n")}
        onBlur={field.onBlur}
        onChange={({ target }) => field.onChange(target.value.split("\n"))}
        aria-invalid={error !== undefined}
      />
    </FieldFrame>
  )
}
