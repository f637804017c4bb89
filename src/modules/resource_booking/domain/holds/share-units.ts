/** So many units, each from one of those who have some for it. */
export type Share = {
  units: number
  /** By member: the most that it has for this one. */
  from: Map<number, number>
}

/**
 * Whether all can have their units at the same time.
 *
 * @param left by member: the most that it has for all together
 */
export function canShare(shares: Share[], left: Map<number, number>): boolean {
  const sharing = new Sharing(shares, left)
  return shares.every((_, i) => sharing.give(i))
}

/** Who has units left gives them; else somebody makes room for another. */
class Sharing {
  private readonly given: Map<number, number>[]

  constructor(
    private readonly shares: Share[],
    left: Map<number, number>
  ) {
    this.given = shares.map(() => new Map<number, number>())
    this.left = new Map(left)
  }

  private readonly left: Map<number, number>

  give(to: number): boolean {
    const { units, from } = this.shares[to] as Share
    let missing = units
    for (const [member, most] of from) {
      const some = Math.min(missing, most, this.left.get(member) ?? 0)
      if (some > 0) {
        this.move(to, member, some)
        this.left.set(member, (this.left.get(member) ?? 0) - some)
        missing -= some
      }
    }
    while (missing > 0 && this.giveOne(to, new Set())) {
      missing--
    }
    return missing === 0
  }

  private giveOne(to: number, seen: Set<number>): boolean {
    for (const [member, most] of (this.shares[to] as Share).from) {
      if (seen.has(member) || this.has(to, member) >= most) {
        continue
      }
      seen.add(member)
      const left = this.left.get(member) ?? 0
      if (left > 0) {
        this.left.set(member, left - 1)
        this.move(to, member, 1)
        return true
      }
      if (this.makeRoom(member, to, seen)) {
        this.move(to, member, 1)
        return true
      }
    }
    return false
  }

  /** Somebody who has a unit of this member gets another one's instead. */
  private makeRoom(member: number, to: number, seen: Set<number>): boolean {
    return this.shares.some((_, other) => {
      const moves =
        other !== to && this.has(other, member) > 0 && this.giveOne(other, seen)
      if (moves) {
        this.move(other, member, -1)
      }
      return moves
    })
  }

  private has(who: number, member: number): number {
    return this.given[who]?.get(member) ?? 0
  }

  private move(who: number, member: number, units: number): void {
    this.given[who]?.set(member, this.has(who, member) + units)
  }
}
