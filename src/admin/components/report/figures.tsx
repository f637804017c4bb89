import { Text } from "@medusajs/ui"

export type Figure = [name: string, value: string, detail?: string | undefined]

/** The sums of a report, side by side. */
export function Figures({ figures }: { figures: Figure[] }) {
  return (
    <div className="flex flex-wrap gap-x-10 gap-y-4 px-6 py-4">
      {figures.map(([name, value, detail]) => (
        <div key={name} className="flex flex-col">
          <Text size="small" leading="compact" className="text-ui-fg-subtle">
            {name}
          </Text>
          <div className="flex items-baseline gap-x-2">
            <Text size="xlarge" weight="plus" className="tabular-nums">
              {value}
            </Text>
            {detail && (
              <Text size="small" className="text-ui-fg-muted">
                {detail}
              </Text>
            )}
          </div>
        </div>
      ))}
    </div>
  )
}
