import { Text } from "@medusajs/ui"
import {
  Bar,
  BarChart,
  CartesianGrid,
  Legend,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts"

export type Series = { key: string; name: string; color: string }
/** `label`, and a figure for each series. */
export type Point = Record<string, string | number>

type Props = {
  points: Point[]
  series: Series[]
  show: (value: number) => string
  stacked?: boolean
}

const TICK = { fontSize: 12, fill: "var(--fg-muted)" }

/** Bars in the dashboard's colors, which follow its theme. */
export function Chart({ points, series, show, stacked = false }: Props) {
  return (
    <div className="h-72 px-4 pb-2 pt-6" aria-hidden>
      <ResponsiveContainer width="100%" height="100%">
        <BarChart data={points} margin={{ left: 8, right: 16 }}>
          <CartesianGrid
            vertical={false}
            stroke="var(--border-base)"
            strokeDasharray="3 3"
          />
          <XAxis
            dataKey="label"
            tick={TICK}
            tickLine={false}
            axisLine={{ stroke: "var(--border-base)" }}
            minTickGap={16}
          />
          <YAxis
            tick={TICK}
            tickLine={false}
            axisLine={false}
            width={84}
            tickFormatter={show}
          />
          <Tooltip
            cursor={{ fill: "var(--bg-base-hover)" }}
            content={({ active, label, payload }) =>
              active && payload ? (
                <Hover
                  label={String(label)}
                  lines={payload.map(({ name, value, color }) => ({
                    name: String(name),
                    value: show(Number(value)),
                    color: color ?? "",
                  }))}
                />
              ) : null
            }
          />
          {series.length > 1 && (
            <Legend
              iconType="circle"
              iconSize={8}
              wrapperStyle={{ fontSize: 12 }}
              formatter={(text: string) => (
                <span className="text-ui-fg-subtle">{text}</span>
              )}
            />
          )}
          {series.map(({ key, name, color }) => (
            <Bar
              key={key}
              dataKey={key}
              name={name}
              fill={color}
              isAnimationActive={false}
              maxBarSize={40}
              radius={stacked ? 0 : 3}
              {...(stacked ? { stackId: "all" } : {})}
            />
          ))}
        </BarChart>
      </ResponsiveContainer>
    </div>
  )
}

function Hover(props: {
  label: string
  lines: { name: string; value: string; color: string }[]
}) {
  return (
    <div className="bg-ui-bg-component shadow-elevation-tooltip flex flex-col gap-y-1 rounded-lg px-3 py-2">
      <Text size="xsmall" weight="plus">
        {props.label}
      </Text>
      {props.lines.map(({ name, value, color }) => (
        <div key={name} className="flex items-center gap-x-2">
          <span
            className="size-2 rounded-full"
            style={{ backgroundColor: color }}
          />
          <Text size="xsmall" className="text-ui-fg-subtle">
            {name}
          </Text>
          <Text size="xsmall" className="ml-auto tabular-nums">
            {value}
          </Text>
        </div>
      ))}
    </div>
  )
}
