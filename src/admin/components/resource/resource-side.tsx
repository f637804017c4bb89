import { Badge } from "@medusajs/ui"

import { useFormRoutes } from "../../hooks/use-forms"
import { useText } from "../../hooks/use-text"
import type { ResourceDTO } from "../../lib/types"
import { Fact, Section } from "../common/page"
import { Nothing } from "../common/states"
import { EditButton } from "./resource-fields"

/** Rules, pictures and amenities. */
export function ResourceSide({ resource }: { resource: ResourceDTO }) {
  const { say, number } = useText()
  const forms = useFormRoutes()
  const some = (value: number | null) => (value === null ? null : number(value))
  return (
    <>
      <Section
        title={say("part.rules")}
        actions={<EditButton onClick={() => forms.open("rules")} />}
      >
        <Fact
          name={say("field.span")}
          value={say(`resource.span.${resource.span}`)}
        />
        <Fact
          name={say("field.defaultCapacity")}
          value={some(resource.default_capacity)}
        />
        <Fact name={say("field.minStay")} value={some(resource.min_stay)} />
        <Fact name={say("field.maxStay")} value={some(resource.max_stay)} />
        <Fact
          name={say("field.leadTime")}
          value={number(resource.lead_time_hours)}
        />
        <Fact name={say("field.horizon")} value={some(resource.horizon_days)} />
        <Fact
          name={say("field.holdMinutes")}
          value={
            some(resource.hold_ttl_minutes) ?? say("resource.storesOption")
          }
        />
        <Fact name={say("field.timezone")} value={resource.timezone} />
      </Section>
      <Media
        images={resource.images}
        amenities={resource.amenities}
        onEdit={() => forms.open("media")}
      />
    </>
  )
}

export function Media(props: {
  images: string[]
  amenities: string[]
  onEdit: () => void
}) {
  const { say } = useText()
  const { images, amenities } = props
  return (
    <Section
      title={say("part.media")}
      actions={<EditButton onClick={props.onEdit} />}
    >
      {images.length > 0 && (
        <div className="grid grid-cols-4 gap-2 px-6 py-4">
          {images.map((image) => (
            <a key={image} href={image} target="_blank" rel="noreferrer">
              <img
                src={image}
                alt=""
                loading="lazy"
                className="shadow-elevation-card-rest bg-ui-bg-subtle aspect-square w-full rounded-md object-cover"
              />
            </a>
          ))}
        </div>
      )}
      {amenities.length > 0 && (
        <div className="flex flex-wrap gap-1.5 px-6 py-4">
          {amenities.map((amenity) => (
            <Badge key={amenity} size="2xsmall">
              {amenity}
            </Badge>
          ))}
        </div>
      )}
      {images.length === 0 && amenities.length === 0 && (
        <Nothing title={say("resource.noMedia")} />
      )}
    </Section>
  )
}
