import {
  Link,
  Outlet,
  type UIMatch,
  useNavigate,
  useParams,
} from "react-router-dom"

import { BlackoutForms } from "../../../../components/blackout/use-blackout-actions"
import { LINK, ResourceBadge } from "../../../../components/common/labels"
import { MiniTable } from "../../../../components/common/mini-table"
import { Section, TwoColumns } from "../../../../components/common/page"
import { Nothing, Reading } from "../../../../components/common/states"
import { GroupCrumb, GroupHead } from "../../../../components/group/group-head"
import { RelatedBlackouts } from "../../../../components/resource/related-blackouts"
import { Media } from "../../../../components/resource/resource-side"
import { SoldAs } from "../../../../components/resource/sold-as"
import { useGroup, useResources } from "../../../../hooks/catalog"
import { useFormRoutes } from "../../../../hooks/use-forms"
import { useText } from "../../../../hooks/use-text"
import type { GroupDTO } from "../../../../lib/types"

const GroupPage = () => {
  const { id = "" } = useParams()
  const answer = useGroup(id)
  return (
    <Reading answer={answer} rows={6}>
      {(group) => (
        <>
          <TwoColumns
            main={
              <>
                <GroupHead group={group} />
                <Members group={group} />
                <RelatedBlackouts of={{ group_id: group.id }} />
              </>
            }
            side={
              <>
                <GroupMedia group={group} />
                <SoldAs kind="groups" id={group.id} />
              </>
            }
          />
          <Outlet context={group} />
          <BlackoutForms />
        </>
      )}
    </Reading>
  )
}

export default GroupPage

function GroupMedia({ group }: { group: GroupDTO }) {
  const forms = useFormRoutes()
  return (
    <Media
      images={group.images}
      amenities={group.amenities}
      onEdit={() => forms.open("edit")}
    />
  )
}

function Members({ group }: { group: GroupDTO }) {
  const { say } = useText()
  const navigate = useNavigate()
  const answer = useResources({ group_id: group.id, limit: 100, order: "name" })
  return (
    <Section
      title={say("group.members")}
      description={say("group.membersText")}
      actions={
        <Link
          to={`/bookings/resources?group_id=${group.id}`}
          className={`${LINK} txt-compact-small-plus`}
        >
          {say("common.viewAll")}
        </Link>
      }
    >
      <Reading answer={answer}>
        {({ resources }) =>
          resources.length === 0 ? (
            <Nothing title={say("group.noMembers")}>
              {say("group.noMembersText")}
            </Nothing>
          ) : (
            <MiniTable
              rows={resources}
              idOf={({ id }) => id}
              onRowClick={({ id }) => navigate(`/bookings/resources/${id}`)}
              columns={[
                { name: say("field.name"), cell: ({ name }) => name },
                {
                  name: say("field.span"),
                  cell: ({ span }) => say(`resource.span.${span}`),
                },
                {
                  name: say("field.defaultCapacity"),
                  cell: ({ default_capacity }) => default_capacity ?? "–",
                },
                {
                  name: say("field.status"),
                  cell: (resource) => <ResourceBadge resource={resource} />,
                },
              ]}
            />
          )
        }
      </Reading>
    </Section>
  )
}

export const handle = {
  breadcrumb: ({ params }: UIMatch) => <GroupCrumb id={params.id ?? ""} />,
}
