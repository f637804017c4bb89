import { z } from "@medusajs/framework/zod"

import { Group } from "../../../../modules/resource_booking/records"
import {
  Amenities,
  Handle,
  Id,
  Images,
  listParams,
  Metadata,
  oneOrMany,
  retrieveParams,
  text,
  words,
} from "../../../utils/validators"

const name = words(255)
const type = words(64)

const fields = {
  handle: Handle.optional(),
  description: text(10_000).nullable().optional(),
  images: Images.optional(),
  amenities: Amenities.optional(),
  metadata: Metadata.optional(),
}

export const AdminCreateGroup = z.strictObject({ name, type, ...fields })

export const AdminUpdateGroup = z.strictObject({
  name: name.optional(),
  type: type.optional(),
  ...fields,
})

export const AdminGetGroupsParams = z.strictObject({
  ...listParams(Group),
  id: oneOrMany(Id).optional(),
  type: oneOrMany(text(64)).optional(),
})

export const AdminGetGroupParams = retrieveParams(Group)
