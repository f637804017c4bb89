import type {
  AllocationDTO,
  BlackoutDTO,
  ConflictDTO,
  GroupDTO,
  HoldDTO,
  HousekeepingTaskDTO,
  OperationDTO,
  ReconciliationDTO,
  ResourceDTO,
} from "../../modules/resource_booking/types"

/** The fields of each record, for the `fields` parameter. */
export const RESOURCE_FIELDS = [
  "id",
  "handle",
  "name",
  "type",
  "description",
  "group_id",
  "timezone",
  "span",
  "default_capacity",
  "min_stay",
  "max_stay",
  "lead_time_hours",
  "horizon_days",
  "hold_ttl_minutes",
  "images",
  "amenities",
  "is_active",
  "is_frozen",
  "freeze",
  "metadata",
  "created_at",
  "updated_at",
] as const satisfies (keyof ResourceDTO)[]

export const GROUP_FIELDS = [
  "id",
  "handle",
  "name",
  "type",
  "description",
  "images",
  "amenities",
  "resource_count",
  "metadata",
  "created_at",
  "updated_at",
] as const satisfies (keyof GroupDTO)[]

/** Besides, for shoppers: the variants that sell it in their sales channels. */
export const STORE_RESOURCE_FIELDS = [
  ...RESOURCE_FIELDS,
  "variants",
] as const satisfies (keyof ResourceDTO)[]

export const STORE_GROUP_FIELDS = [
  ...GROUP_FIELDS,
  "variants",
] as const satisfies (keyof GroupDTO)[]

/** Only in the answer of a search for a stay. */
export const AVAILABLE_QUANTITY = "available_quantity"

const HOLD_FIELDS = [
  "id",
  "status",
  "expires_at",
  "items",
  "cart_id",
  "order_id",
  "metadata",
  "created_at",
  "updated_at",
] as const satisfies (keyof HoldDTO)[]

export const ADMIN_HOLD_FIELDS = [...HOLD_FIELDS, "customer_id", "email"]

export const ALLOCATION_FIELDS = [
  "id",
  "status",
  "resource_id",
  "order_id",
  "line_item_id",
  "hold_id",
  "start_date",
  "end_date",
  "dates",
  "quantity",
  "segment",
  "replaced_by",
  "guests",
  "note",
  "arrived_at",
  "departed_at",
  "no_show_at",
  "canceled_at",
  "created_at",
  "updated_at",
] as const satisfies (keyof AllocationDTO)[]

export const CONFLICT_FIELDS = [
  "id",
  "status",
  "policy",
  "order_id",
  "line_item_id",
  "cart_id",
  "hold_id",
  "items",
  "code",
  "dates",
  "outcome",
  "note",
  "created_at",
  "resolved_at",
] as const satisfies (keyof ConflictDTO)[]

export const BLACKOUT_FIELDS = [
  "id",
  "resource_id",
  "group_id",
  "all",
  "start_date",
  "end_date",
  "kind",
  "reason",
  "note",
  "created_by",
  "created_at",
  "updated_at",
] as const satisfies (keyof BlackoutDTO)[]

export const OPERATION_FIELDS = [
  "id",
  "operation",
  "resource_id",
  "hold_id",
  "allocation_id",
  "order_id",
  "actor_type",
  "actor_id",
  "before",
  "after",
  "reason",
  "created_at",
] as const satisfies (keyof OperationDTO)[]

export const RECONCILIATION_FIELDS = [
  "id",
  "trigger",
  "dry_run",
  "progress",
  "checked",
  "fixed",
  "flagged",
  "details",
  "actor_type",
  "actor_id",
  "started_at",
  "finished_at",
] as const satisfies (keyof ReconciliationDTO)[]

export const HOUSEKEEPING_TASK_FIELDS = [
  "id",
  "resource_id",
  "resource_name",
  "allocation_id",
  "status",
  "due_date",
  "assignee_id",
  "note",
  "started_at",
  "finished_at",
  "inspected_at",
  "created_at",
  "updated_at",
] as const satisfies (keyof HousekeepingTaskDTO)[]
