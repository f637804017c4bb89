import fc, { type AsyncCommand } from "fast-check"

import type { Real } from "./real"
import type { State } from "./state"

/** One command: what it does to the module must be what it does to the model. */
export class Step<Input> implements AsyncCommand<State, Real> {
  constructor(
    private readonly name: string,
    private readonly input: Input,
    private readonly play: (
      state: State,
      real: Real,
      input: Input
    ) => Promise<void>,
    /** Whether there is anything to do it to. */
    private readonly applies: (state: State) => boolean = () => true
  ) {}

  check(state: Readonly<State>): boolean {
    return this.applies(state)
  }

  run(state: State, real: Real): Promise<void> {
    return this.play(state, real, this.input)
  }

  toString(): string {
    return `${this.name}(${JSON.stringify(this.input)})`
  }
}

/** Ordinary objects, which compare as such. */
export function record<T>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }) {
  return fc.record<T>(fields, { noNullPrototype: true })
}
