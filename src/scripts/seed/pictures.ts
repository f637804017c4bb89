/**
 * Small drawings instead of photographs: they need no host that may be away,
 * and no file to be served. A sky, a sun, and a land in the kind's colors.
 */
const COLORS: Record<string, { sky: string; land: string; front: string }> = {
  vehicle: { sky: "fde3c0", land: "c8643c", front: "8a3b22" },
  guide: { sky: "d9ecd2", land: "5f8f5a", front: "35603b" },
  tour: { sky: "cdeaf5", land: "3aa6b9", front: "f1dcae" },
  equipment: { sky: "e8e4d8", land: "9a8b6a", front: "5f5640" },
  room: { sky: "f8dfe0", land: "2f7f86", front: "6d4c5e" },
}

/** @returns a `data:` address of a picture; null for a kind without colors */
export function pictureOf(type: string): string | null {
  const colors = COLORS[type]
  if (!colors) {
    return null
  }
  const { sky, land, front } = colors
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 60">` +
    `<path fill="#${sky}" d="M0 0h80v60H0z"/>` +
    `<circle cx="58" cy="18" r="8" fill="#fff6d6"/>` +
    `<path fill="#${land}" d="M0 38 22 22l16 12 14-8 28 14v20H0z"/>` +
    `<path fill="#${front}" d="M0 48q20-8 40-2t40-2v16H0z"/>` +
    `</svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}
