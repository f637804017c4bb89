import { Outlet, type UIMatch, useParams } from "react-router-dom"

import { AllocationForms } from "../../../../components/allocation/use-allocation-actions"
import { BlackoutForms } from "../../../../components/blackout/use-blackout-actions"
import { CapacityMonths } from "../../../../components/capacity/capacity-months"
import { TwoColumns } from "../../../../components/common/page"
import { Reading } from "../../../../components/common/states"
import {
  HousekeepingSection,
  isRoom,
} from "../../../../components/resource/housekeeping-section"
import { RelatedBlackouts } from "../../../../components/resource/related-blackouts"
import {
  LiveHolds,
  NextAllocations,
  RecentLog,
} from "../../../../components/resource/related-commitments"
import { ResourceForms } from "../../../../components/resource/resource-forms"
import {
  ResourceCrumb,
  ResourceHead,
} from "../../../../components/resource/resource-head"
import { ResourceSide } from "../../../../components/resource/resource-side"
import { RoomHistory } from "../../../../components/resource/room-history"
import { SoldAs } from "../../../../components/resource/sold-as"
import { useResource } from "../../../../hooks/catalog"

const ResourcePage = () => {
  const { id = "" } = useParams()
  const answer = useResource(id)
  return (
    <Reading answer={answer} rows={6}>
      {(resource) => (
        <>
          <TwoColumns
            main={
              <>
                <ResourceHead resource={resource} />
                <CapacityMonths resource={resource} />
                <NextAllocations resource={resource} />
                <LiveHolds resource={resource} />
                <RelatedBlackouts of={{ resource_id: resource.id }} />
                {isRoom(resource) && <RoomHistory resource={resource} />}
              </>
            }
            side={
              <>
                {isRoom(resource) && (
                  <HousekeepingSection resource={resource} />
                )}
                <ResourceSide resource={resource} />
                <SoldAs kind="resources" id={resource.id} />
                {!isRoom(resource) && <RecentLog resource={resource} />}
              </>
            }
          />
          <Outlet context={resource} />
          <ResourceForms resource={resource} />
          <AllocationForms />
          <BlackoutForms />
        </>
      )}
    </Reading>
  )
}

export default ResourcePage

export const handle = {
  breadcrumb: ({ params }: UIMatch) => <ResourceCrumb id={params.id ?? ""} />,
}
