const ROUND = [1, 2, 2.5, 5, 10]

/**
 * Where an axis that starts at zero has its lines: a round figure apart, up to
 * the first one that no figure exceeds.
 *
 * @param figures all that are shown; where they are whole, so are the lines
 * @param most lines above the one at zero
 */
export function ticksFor(figures: number[], most = 4): number[] {
  const highest = Math.max(0, ...figures)
  if (highest === 0) {
    return [0, 1]
  }
  const areWhole = figures.every(Number.isInteger)
  const power = 10 ** Math.floor(Math.log10(highest / most))
  const steps = ROUND.map((round) => rounded(round * power))
  const step =
    steps.find(
      (one) => one * most >= highest && (!areWhole || Number.isInteger(one))
    ) ?? 1
  const count = Math.ceil(rounded(highest / step))
  return Array.from({ length: count + 1 }, (_, n) => rounded(n * step))
}

/** Without what binary fractions leave behind: 3 × 0.1 is 0.3. */
function rounded(figure: number): number {
  return Number(figure.toPrecision(12))
}

/**
 * Of how many labels in a row one is shown, so that they don't touch.
 *
 * @param room for all of them, in pixels
 */
export function labelEvery(labels: string[], room: number): number {
  const longest = Math.max(0, ...labels.map((label) => label.length))
  const width = longest * LETTER + GAP
  return Math.max(1, Math.ceil((labels.length * width) / room))
}

/** A letter's width at 12 pixels, on the wide side, and what is between labels. */
const LETTER = 7
const GAP = 16
