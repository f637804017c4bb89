import type * as Polyfill from "temporal-polyfill" with {
  "resolution-mode": "import",
}

// An ES module: Node can require one, Jest's own require can't.
const { createRequire } = process.getBuiltinModule("node:module")

/** Dates and zones as somebody else has written them: the tests' oracle. */
export const { Temporal } = createRequire(__filename)(
  "temporal-polyfill"
) as typeof Polyfill
