import { Button, Drawer, FocusModal, Heading, Prompt, Text } from "@medusajs/ui"
import {
  type FormEvent,
  type KeyboardEvent,
  type ReactNode,
  useState,
} from "react"

import { useText } from "../../hooks/use-text"
import { keepForCombobox } from "../form/combobox"
import { RefusalAlert } from "../form/refusal-alert"
import type { Leaving } from "../form/use-dialog-form"
import { type Answer, Failed } from "./states"

type FormProps = {
  title: string
  description?: string
  leaving: Leaving
  onSubmit: (event?: FormEvent) => unknown
  isPending: boolean
  error: unknown
  submit: string
  destructive?: boolean
  /** For fingers. */
  touch?: boolean
  children: ReactNode
}

/** Something new: the whole screen for it. */
export function CreateModal(props: FormProps) {
  const { say } = useText()
  return (
    <FocusModal open onOpenChange={(open) => open || props.leaving.close()}>
      <FocusModal.Content onEscapeKeyDown={keepForCombobox}>
        <Form onSubmit={props.onSubmit}>
          <FocusModal.Header />
          <FocusModal.Body className="flex flex-1 flex-col items-center overflow-y-auto">
            <div className="flex w-full max-w-[720px] flex-col gap-y-8 px-4 py-10 sm:py-16">
              <div>
                <FocusModal.Title asChild>
                  <Heading>{props.title}</Heading>
                </FocusModal.Title>
                <FocusModal.Description asChild>
                  <Text size="small" className="text-ui-fg-subtle">
                    {props.description ?? props.title}
                  </Text>
                </FocusModal.Description>
              </div>
              <RefusalAlert error={props.error} />
              {props.children}
            </div>
          </FocusModal.Body>
          <FocusModal.Footer>
            <FocusModal.Close asChild>
              <Button size="small" variant="secondary" type="button">
                {say("common.cancel")}
              </Button>
            </FocusModal.Close>
            <Button size="small" type="submit" isLoading={props.isPending}>
              {props.submit}
            </Button>
          </FocusModal.Footer>
        </Form>
      </FocusModal.Content>
      <LeaveQuestion leaving={props.leaving} />
    </FocusModal>
  )
}

/** A change to what is there: beside it. */
export function EditDrawer(props: FormProps) {
  const { say } = useText()
  const size = props.touch ? "large" : "small"
  return (
    <Drawer open onOpenChange={(open) => open || props.leaving.close()}>
      <Drawer.Content onEscapeKeyDown={keepForCombobox}>
        <Form onSubmit={props.onSubmit}>
          <Drawer.Header>
            <Drawer.Title asChild>
              <Heading>{props.title}</Heading>
            </Drawer.Title>
            <Drawer.Description asChild>
              <Text size="small" className="text-ui-fg-subtle">
                {props.description ?? props.title}
              </Text>
            </Drawer.Description>
          </Drawer.Header>
          <Drawer.Body className="flex flex-1 flex-col gap-y-6 overflow-y-auto">
            <RefusalAlert error={props.error} />
            {props.children}
          </Drawer.Body>
          <Drawer.Footer>
            <Drawer.Close asChild>
              <Button size={size} variant="secondary" type="button">
                {say("common.cancel")}
              </Button>
            </Drawer.Close>
            <Button
              size={size}
              type="submit"
              variant={props.destructive ? "danger" : "primary"}
              isLoading={props.isPending}
            >
              {props.submit}
            </Button>
          </Drawer.Footer>
        </Form>
      </Drawer.Content>
      <LeaveQuestion leaving={props.leaving} />
    </Drawer>
  )
}

/** Before what was entered is lost. */
function LeaveQuestion({ leaving }: { leaving: Leaving }) {
  const { say } = useText()
  return (
    <Prompt
      variant="confirmation"
      open={leaving.isAsked}
      onOpenChange={(open) => open || leaving.stay()}
    >
      <Prompt.Content>
        <Prompt.Header>
          <Prompt.Title>{say("form.leave.title")}</Prompt.Title>
          <Prompt.Description>{say("form.leave.text")}</Prompt.Description>
        </Prompt.Header>
        <Prompt.Footer>
          <Prompt.Cancel>{say("form.leave.stay")}</Prompt.Cancel>
          <Prompt.Action
            onClick={(event) => {
              // Else the question, as it closes, would answer to stay.
              event.preventDefault()
              leaving.discard()
            }}
          >
            {say("form.leave.discard")}
          </Prompt.Action>
        </Prompt.Footer>
      </Prompt.Content>
    </Prompt>
  )
}

/**
 * A form about what is read first. It opens when that is there, as it is now:
 * what is known from before may have changed.
 */
export function ReadFirst<T>(props: {
  answer: Answer<T> & { isFetching: boolean }
  onClose: () => void
  children: (data: T) => ReactNode
}) {
  const { answer, onClose, children } = props
  const { data, error, isFetching } = answer
  const { say } = useText()
  const [isOpen, setOpen] = useState(false)
  if (!isOpen && !isFetching && data !== undefined) {
    setOpen(true)
  }
  if (isOpen && data !== undefined) {
    return <>{children(data)}</>
  }
  return error ? (
    <Drawer open onOpenChange={(open) => open || onClose()}>
      <Drawer.Content>
        <Drawer.Header>
          <Drawer.Title asChild>
            <Heading>{say("error.unreadable")}</Heading>
          </Drawer.Title>
        </Drawer.Header>
        <Drawer.Body>
          <Failed error={error} retry={() => void answer.refetch()} />
        </Drawer.Body>
      </Drawer.Content>
    </Drawer>
  ) : null
}

/**
 * As in all of the dashboard: Enter in a field does not send the form, Ctrl or
 * Cmd with Enter does.
 */
function Form({
  onSubmit,
  children,
}: {
  onSubmit: (event?: FormEvent) => unknown
  children: ReactNode
}) {
  const submit = (event: FormEvent) => {
    event.preventDefault()
    // A form in a portal must not send the one that it was opened from.
    event.stopPropagation()
    onSubmit(event)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>) => {
    const isButton = event.target instanceof HTMLButtonElement
    if (event.key !== "Enter" || isButton) {
      return
    }
    const meant = event.metaKey || event.ctrlKey
    if (meant) {
      submit(event)
    } else if (!(event.target instanceof HTMLTextAreaElement)) {
      event.preventDefault()
    }
  }
  return (
    <form
      noValidate
      onSubmit={submit}
      onKeyDown={onKeyDown}
      className="flex size-full flex-col overflow-hidden"
    >
      {children}
    </form>
  )
}
