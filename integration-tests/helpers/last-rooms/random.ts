/** Numbers that come again with the same seed. */
export class Dice {
  constructor(private state: number) {}

  /** A number from 0 up to, but not, 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0
    let t = this.state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1))
  }

  chance(share: number): boolean {
    return this.next() < share
  }

  shuffled<T>(list: T[]): T[] {
    const rest = [...list]
    return list.map(
      () => rest.splice(this.between(0, rest.length - 1), 1)[0] as T
    )
  }
}
