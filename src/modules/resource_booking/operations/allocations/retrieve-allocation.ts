import { notFound } from "../../errors"
import { type AllocationRecord, selectAllocation } from "../../sql/allocations"
import type { AllocationDTO } from "../../types"
import { toAllocation } from "../shared/allocation-records"
import type { OperationContext } from "../shared/context"

/** @throws BookingRefusal `not_found` */
export async function retrieveAllocation(
  ctx: OperationContext,
  id: string
): Promise<AllocationDTO> {
  const [record] = await ctx.db.query<AllocationRecord>(selectAllocation(id))
  return record ? toAllocation(record) : notFound("allocation", id)
}
