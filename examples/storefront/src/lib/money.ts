export function money(amount: number, currency: string): string {
  return new Intl.NumberFormat("en-AU", {
    style: "currency",
    currency: currency || "aud",
    minimumFractionDigits: Number.isInteger(amount) ? 0 : 2,
  }).format(amount)
}
