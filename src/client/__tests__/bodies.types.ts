/** Never run: it must pass the type check. */
import type { z } from "@medusajs/framework/zod"

import type {
  AdminCancelAllocation,
  AdminCreateAllocations,
  AdminMoveAllocation,
  AdminSetGuests,
} from "../../api/admin/resource-booking/allocations/validators"
import type {
  AdminCreateBlackout,
  AdminUpdateBlackout,
} from "../../api/admin/resource-booking/blackouts/validators"
import type { AdminResolveConflict } from "../../api/admin/resource-booking/conflicts/validators"
import type {
  AdminMoveStay,
  AdminStayStep,
  AdminWalkIn,
} from "../../api/admin/resource-booking/front-desk/validators"
import type {
  AdminCreateGroup,
  AdminUpdateGroup,
} from "../../api/admin/resource-booking/groups/validators"
import type { AdminWorkTask } from "../../api/admin/resource-booking/housekeeping-tasks/validators"
import type { AdminErasePersonalData } from "../../api/admin/resource-booking/personal-data/erase/validators"
import type { AdminReconcile } from "../../api/admin/resource-booking/reconciliation/validators"
import type {
  AdminAdjustCapacity,
  AdminSetCapacity,
} from "../../api/admin/resource-booking/resources/[id]/capacity/validators"
import type { AdminFreezeResource } from "../../api/admin/resource-booking/resources/[id]/freeze/validators"
import type { AdminSetHousekeeping } from "../../api/admin/resource-booking/resources/[id]/housekeeping/validators"
import type {
  AdminCreateResource,
  AdminUpdateResource,
} from "../../api/admin/resource-booking/resources/validators"
import type { AdminLinkVariant } from "../../api/admin/resource-booking/variants/[id]/resources/validators"
import type { AdminUpdateVariant } from "../../api/admin/resource-booking/variants/[id]/validators"
import type {
  StoreAddBooking,
  StoreChangeBooking,
} from "../../api/store/resource-booking/carts/validators"
import type { StorePlaceHold } from "../../api/store/resource-booking/holds/validators"
import type { BookingClient } from ".."

type Names<T> = T extends unknown ? keyof T : never
type Nothing<T extends never> = T

/** Whatever the client lets through, the route takes; what it does not know. */
type Fits<Schema extends z.ZodType, Body extends z.input<Schema>> = Exclude<
  Names<Body>,
  Names<z.input<Schema>>
>

type Admin = BookingClient["admin"]
/** The argument of a method that is the body: the first one, or a later one. */
type Body<
  Method extends (...args: never[]) => unknown,
  At extends number = 0,
> = NonNullable<Parameters<Method>[At]>

type Unknown = [
  Fits<typeof StorePlaceHold, Body<BookingClient["holds"]["place"]>>,
  Fits<typeof StoreAddBooking, Body<BookingClient["carts"]["addBooking"], 1>>,
  Fits<
    typeof StoreChangeBooking,
    Body<BookingClient["carts"]["changeBooking"], 2>
  >,
  Fits<typeof AdminCreateResource, Body<Admin["resources"]["create"]>>,
  Fits<typeof AdminUpdateResource, Body<Admin["resources"]["update"], 1>>,
  Fits<typeof AdminFreezeResource, Body<Admin["resources"]["freeze"], 1>>,
  Fits<typeof AdminCreateGroup, Body<Admin["groups"]["create"]>>,
  Fits<typeof AdminUpdateGroup, Body<Admin["groups"]["update"], 1>>,
  Fits<typeof AdminUpdateVariant, Body<Admin["variants"]["update"], 1>>,
  Fits<typeof AdminLinkVariant, Body<Admin["variants"]["link"], 1>>,
  Fits<typeof AdminSetCapacity, Body<Admin["capacity"]["set"], 1>>,
  Fits<typeof AdminAdjustCapacity, Body<Admin["capacity"]["adjust"], 1>>,
  Fits<typeof AdminCreateBlackout, Body<Admin["blackouts"]["create"]>>,
  Fits<typeof AdminUpdateBlackout, Body<Admin["blackouts"]["update"], 1>>,
  Fits<typeof AdminCreateAllocations, Body<Admin["allocations"]["create"]>>,
  Fits<typeof AdminMoveAllocation, Body<Admin["allocations"]["move"], 1>>,
  Fits<typeof AdminSetGuests, Body<Admin["allocations"]["setGuests"], 1>>,
  Fits<typeof AdminCancelAllocation, Body<Admin["allocations"]["cancel"], 1>>,
  Fits<typeof AdminStayStep, Body<Admin["frontDesk"]["checkIn"]>>,
  Fits<typeof AdminMoveStay, Body<Admin["frontDesk"]["move"]>>,
  Fits<typeof AdminWalkIn, Body<Admin["frontDesk"]["walkIn"]>>,
  Fits<typeof AdminSetHousekeeping, Body<Admin["housekeeping"]["set"], 1>>,
  Fits<typeof AdminWorkTask, Body<Admin["housekeeping"]["workTask"], 1>>,
  Fits<typeof AdminResolveConflict, Body<Admin["conflicts"]["resolve"], 1>>,
  Fits<typeof AdminReconcile, Body<Admin["reconciliation"]["run"]>>,
  Fits<typeof AdminErasePersonalData, Body<Admin["personalData"]["erase"]>>,
]

export type NothingIsUnknown = Nothing<Unknown[number]>
