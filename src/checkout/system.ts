/** For what the store does by itself: nobody in particular has asked for it. */
export const SYSTEM = { actor: { type: "system", id: null } } as const
