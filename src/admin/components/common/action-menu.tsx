import { EllipsisHorizontal } from "@medusajs/icons"
import { clx, DropdownMenu, IconButton } from "@medusajs/ui"
import { Fragment, type ReactNode } from "react"

import { useText } from "../../hooks/use-text"

export type MenuAction = {
  label: string
  icon: ReactNode
  onClick: () => void
  disabled?: boolean
}

/** The three dots, with groups of actions; destructive ones come last. */
export function ActionMenu({ groups }: { groups: MenuAction[][] }) {
  const { say } = useText()
  const shown = groups.filter((group) => group.length > 0)
  return (
    <DropdownMenu>
      <DropdownMenu.Trigger asChild>
        <IconButton
          size="small"
          variant="transparent"
          aria-label={say("common.actions")}
        >
          <EllipsisHorizontal />
        </IconButton>
      </DropdownMenu.Trigger>
      <DropdownMenu.Content>
        {shown.map((group, index) => (
          <Fragment key={index}>
            {index > 0 && <DropdownMenu.Separator />}
            {group.map(({ label, icon, onClick, disabled = false }) => (
              <DropdownMenu.Item
                key={label}
                disabled={disabled}
                onClick={(event) => {
                  event.stopPropagation()
                  onClick()
                }}
                className={clx(
                  "[&_svg]:text-ui-fg-subtle flex items-center gap-x-2",
                  disabled && "[&_svg]:text-ui-fg-disabled"
                )}
              >
                {icon}
                <span>{label}</span>
              </DropdownMenu.Item>
            ))}
          </Fragment>
        ))}
      </DropdownMenu.Content>
    </DropdownMenu>
  )
}
