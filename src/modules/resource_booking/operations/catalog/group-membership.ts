import { checkSoldTogether } from "../../domain/catalog/decide-variant-link"
import { checkMembership } from "../../domain/catalog/resource-fields"
import { isBookingRefusal, reject, unwrap } from "../../errors"
import { selectGroup } from "../../sql/groups"
import type { Identity } from "../../sql/identities"
import { otherSpans } from "../../sql/resources"
import type { Transaction } from "../../sql/transaction"
import { lockVariantLinks, spansSoldWith } from "../../sql/variant-links"
import type { Span } from "../../types"
import { lockMembership, requireIdentity } from "../shared/catalog-locks"

/**
 * Locks the groups that a resource leaves and comes into, all their members,
 * and the resource itself, against every hold on them.
 *
 * @throws BookingRefusal `invalid_data` for a group that there is not: it is
 * only mentioned, so it is no 404
 */
export async function lockGroups(
  tx: Transaction,
  groupIds: string[],
  resources: Identity[]
): Promise<void> {
  const groups: Identity[] = []
  for (const id of groupIds) {
    groups.push(await mentionedGroup(tx, id))
  }
  await lockMembership(tx, groups, resources)
}

/**
 * Whether a resource may be a member of a group that is locked.
 *
 * @throws BookingRefusal `invalid_data` when the group is gone, or its members
 * or what is sold with it have another span
 */
export async function checkMember(
  tx: Transaction,
  id: string,
  groupId: string,
  span: Span
): Promise<void> {
  const [group, others] = await tx.all([
    selectGroup(groupId),
    otherSpans(groupId, id),
  ])
  if (!group?.[0]) {
    noSuchGroup(groupId)
  }
  unwrap(
    checkMembership(
      span,
      (others ?? []).map((o) => o.span as Span)
    )
  )
  await checkBundles(tx, id, groupId, span)
}

/**
 * Whether a resource may have a span in a group, or in none, as far as variants
 * sell it together with something else.
 *
 * @throws BookingRefusal `invalid_data`
 */
export async function checkBundles(
  tx: Transaction,
  id: string,
  groupId: string | null,
  span: Span
): Promise<void> {
  const [, others] = (await tx.all([
    lockVariantLinks(),
    spansSoldWith(id, groupId),
  ])) as [unknown, { span: Span }[]]
  const spans = others.map((other) => other.span)
  unwrap(checkSoldTogether(span, spans))
}

async function mentionedGroup(tx: Transaction, id: string): Promise<Identity> {
  try {
    return await requireIdentity(tx, "group", id)
  } catch (error) {
    if (isBookingRefusal(error) && error.code === "not_found") {
      noSuchGroup(id)
    }
    throw error
  }
}

function noSuchGroup(id: string): never {
  return reject("invalid_data", `Group not found: ${id}.`)
}
