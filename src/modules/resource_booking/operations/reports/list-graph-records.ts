import {
  type GraphFilters,
  type GraphOptions,
  graphQueryOf,
} from "../../domain/reports/graph-query"
import { unwrap } from "../../errors"
import type { AllocationRecord } from "../../sql/allocations"
import type { ConflictRecord } from "../../sql/conflicts"
import {
  ALLOCATIONS,
  BLACKOUTS,
  CAPACITIES,
  CONFLICTS,
  graphListing,
  type GraphSource,
  GROUPS,
  HOLDS,
  RESOURCES,
  TASKS,
  VARIANT_LINKS,
} from "../../sql/graph-records"
import type { HoldRecord } from "../../sql/holds"
import { readPage } from "../../sql/lists"
import type {
  AvailabilityEntry,
  BlackoutDTO,
  ConflictDTO,
  GroupDTO,
  HoldDTO,
  HousekeepingTaskDTO,
  Page,
  ResourceDTO,
  ShopAllocationDTO,
  VariantLinkDTO,
} from "../../types"
import { toConflict } from "../conflicts/conflict-records"
import { toAllocation, withoutPeople } from "../shared/allocation-records"
import type { OperationContext } from "../shared/context"
import { toHold } from "../shared/records"

/**
 * The records that `query.graph` reads, by ids that Medusa's own records have:
 * for each kind one statement, and one for each relation. Nothing that only
 * staff may see: see joiner-config.ts.
 *
 * @throws BookingRefusal `invalid_data` for a filter or order that can't be
 */
type List<T> = (
  ctx: OperationContext,
  filters?: GraphFilters,
  options?: GraphOptions
) => Promise<Page<T>>

export const listGraphResources: List<ResourceDTO> = async (
  ctx,
  filters = {},
  options = {}
) => {
  const page = await read<ResourceDTO>(ctx, RESOURCES, filters, options)
  return withRelations(ctx, mapped(page, withoutNote), options)
}

export const listGraphGroups: List<GroupDTO> = (
  ctx,
  filters = {},
  options = {}
) => read(ctx, GROUPS, filters, options)

export const listGraphHolds: List<HoldDTO> = async (
  ctx,
  filters = {},
  options = {}
) => mapped(await read<HoldRecord>(ctx, HOLDS, filters, options), toHold)

export const listGraphAllocations: List<ShopAllocationDTO> = async (
  ctx,
  filters = {},
  options = {}
) => {
  const page = await read<AllocationRecord>(ctx, ALLOCATIONS, filters, options)
  return withRelations(ctx, mapped(page, toShopAllocation), options)
}

export const listGraphVariantLinks: List<VariantLinkDTO> = async (
  ctx,
  filters = {},
  options = {}
) =>
  withRelations(ctx, await read(ctx, VARIANT_LINKS, filters, options), options)

type GraphBlackout = Omit<BlackoutDTO, "note" | "created_by">

export const listGraphBlackouts: List<GraphBlackout> = async (
  ctx,
  filters = {},
  options = {}
) => {
  const page = await read<BlackoutDTO>(ctx, BLACKOUTS, filters, options)
  const shown = mapped(page, ({ note: _, created_by: __, ...rest }) => rest)
  return withRelations(ctx, shown, options)
}

type GraphConflict = Omit<ConflictDTO, "note">

export const listGraphConflicts: List<GraphConflict> = async (
  ctx,
  filters = {},
  options = {}
) => {
  const page = await read<ConflictRecord>(ctx, CONFLICTS, filters, options)
  return mapped(mapped(page, toConflict), ({ note: _, ...rest }) => rest)
}

type GraphTask = Omit<HousekeepingTaskDTO, "note" | "assignee_id">

export const listGraphTasks: List<GraphTask> = async (
  ctx,
  filters = {},
  options = {}
) => {
  const page = await read<HousekeepingTaskDTO>(ctx, TASKS, filters, options)
  const shown = mapped(page, ({ note: _, assignee_id: __, ...rest }) => rest)
  return withRelations(ctx, shown, options)
}

/** A date that has figures of its own; the others have the default capacity. */
type GraphCapacity = Omit<
  AvailabilityEntry,
  "is_available" | "reason" | "may_free_at"
> & { id: string; resource_id: string }

export const listGraphCapacities: List<GraphCapacity> = async (
  ctx,
  filters = {},
  options = {}
) => withRelations(ctx, await read(ctx, CAPACITIES, filters, options), options)

async function read<T>(
  ctx: OperationContext,
  source: GraphSource,
  filters: GraphFilters,
  options: GraphOptions
): Promise<Page<T>> {
  const askable = {
    keys: Object.keys(source.keys),
    fields: Object.keys(source.order),
    byDefault: source.byDefault,
  }
  const { keys, paging } = unwrap(graphQueryOf(filters, options, askable))
  return readPage<T>(ctx.db, graphListing(source, keys), paging)
}

type Owner = { resource_id?: string | null; group_id?: string | null }

/** Within the module, a relation is the module's own to resolve. */
async function withRelations<T extends Owner>(
  ctx: OperationContext,
  page: Page<T>,
  { relations = [] }: GraphOptions
): Promise<Page<T>> {
  const related = async (
    name: string,
    source: GraphSource,
    key: keyof Owner
  ) =>
    relations.includes(name)
      ? { name, key, byId: await readById(ctx, source, page.rows, key) }
      : null
  const found = await Promise.all([
    related("booking_resource", RESOURCES, "resource_id"),
    related("booking_group", GROUPS, "group_id"),
  ])
  return mapped(page, (row) => ({
    ...row,
    ...Object.fromEntries(
      found
        .filter((relation) => relation !== null)
        .map(({ name, key, byId }) => [name, byId.get(row[key] ?? "") ?? null])
    ),
  }))
}

async function readById<T extends Owner>(
  ctx: OperationContext,
  source: GraphSource,
  rows: T[],
  key: keyof Owner
): Promise<Map<string, { id: string }>> {
  const ids = new Set(rows.map((row) => row[key]))
  const filters = { id: [...ids].filter((id) => typeof id === "string") }
  const page = await read<ResourceDTO | GroupDTO>(ctx, source, filters, {})
  return new Map(page.rows.map((record) => [record.id, withoutNote(record)]))
}

const toShopAllocation = (record: AllocationRecord) =>
  withoutPeople(toAllocation(record))

function withoutNote<T extends ResourceDTO | GroupDTO>(record: T): T {
  return "freeze" in record && record.freeze
    ? { ...record, freeze: { ...record.freeze, note: null } }
    : record
}

function mapped<From, To>(
  { rows, ...page }: Page<From>,
  convert: (row: From) => To
): Page<To> {
  return { ...page, rows: rows.map(convert) }
}
