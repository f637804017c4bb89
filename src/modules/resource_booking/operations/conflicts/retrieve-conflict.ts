import { isStorable } from "../../domain/shared/text"
import { notFound } from "../../errors"
import { type ConflictRecord, selectConflict } from "../../sql/conflicts"
import type { ConflictDTO } from "../../types"
import type { OperationContext } from "../shared/context"
import { toConflict } from "./conflict-records"

/** @throws BookingRefusal `not_found` */
export async function retrieveConflict(
  ctx: OperationContext,
  id: string
): Promise<ConflictDTO> {
  const [record] = isStorable(id)
    ? await ctx.db.query<ConflictRecord>(selectConflict(id))
    : []
  return record ? toConflict(record) : notFound("conflict", id)
}
