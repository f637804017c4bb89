import { Button } from "@medusajs/ui"

import { useBlackouts } from "../../hooks/commitments"
import { useForms } from "../../hooks/use-forms"
import { useText } from "../../hooks/use-text"
import { useToday } from "../../hooks/use-today"
import { BlackoutForm } from "../blackout/blackout-form"
import {
  BlackoutDates,
  BlackoutKind,
  BlackoutReason,
} from "../blackout/blackout-labels"
import { useBlackoutActions } from "../blackout/use-blackout-actions"
import { ActionMenu } from "../common/action-menu"
import { MiniTable } from "../common/mini-table"
import { Section } from "../common/page"
import { Nothing, Reading } from "../common/states"

type Props = { of: { resource_id: string } | { group_id: string } }

/** Blackouts and freezes in force or to come, of a resource or a group. */
export function RelatedBlackouts({ of }: Props) {
  const { say } = useText()
  const { form, open, close } = useForms()
  const today = useToday()
  const actions = useBlackoutActions()
  const answer = useBlackouts({
    ...of,
    start_date: today,
    order: "start_date",
    limit: 50,
  })
  return (
    <Section
      title={say("menu.blackouts")}
      actions={
        <Button
          size="small"
          variant="secondary"
          onClick={() => open("blackout")}
        >
          {say("common.create")}
        </Button>
      }
    >
      <Reading answer={answer}>
        {({ blackouts }) =>
          blackouts.length === 0 ? (
            <Nothing title={say("blackout.noneAhead")} />
          ) : (
            <MiniTable
              rows={blackouts}
              idOf={({ id }) => id}
              columns={[
                {
                  name: say("field.dates"),
                  cell: (blackout) => <BlackoutDates blackout={blackout} />,
                },
                {
                  name: say("field.kind"),
                  cell: ({ kind }) => <BlackoutKind kind={kind} />,
                },
                {
                  name: say("field.reason"),
                  cell: (blackout) => <BlackoutReason blackout={blackout} />,
                },
                {
                  name: "",
                  right: true,
                  cell: (blackout) => <ActionMenu groups={actions(blackout)} />,
                },
              ]}
            />
          )
        }
      </Reading>
      {form === "blackout" && "group_id" in of && (
        <BlackoutForm
          start={today}
          end={today}
          groupId={of.group_id}
          onClose={close}
        />
      )}
    </Section>
  )
}
