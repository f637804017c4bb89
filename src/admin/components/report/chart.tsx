import { Text } from "@medusajs/ui"
import { type PointerEvent, useLayoutEffect, useRef, useState } from "react"

import { labelEvery, ticksFor } from "./scale"

export type Series = { key: string; name: string; color: string }
/** `label`, and a figure for each series. */
export type Point = Record<string, string | number>

type Props = {
  points: Point[]
  series: Series[]
  show: (value: number) => string
  stacked?: boolean
}

/** In pixels: the plot's frame, and how wide a bar becomes at most. */
const TOP = 6
const LEFT = 92
const RIGHT = 16
const PLOT = 190
const BELOW = 28
const WIDEST_BAR = 40

const LABEL = { fontSize: 12, fill: "var(--fg-muted)" }

/** Bars in the dashboard's colors, which follow its theme. */
export function Chart({ points, series, show, stacked = false }: Props) {
  const { frame, width } = useWidth()
  const [chosen, setChosen] = useState<number | null>(null)
  const room = Math.max(width - LEFT - RIGHT, 1)
  const band = room / Math.max(points.length, 1)
  const follow = (event: PointerEvent<SVGSVGElement>) => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left
    const index = Math.floor((x - LEFT) / band)
    setChosen(points[index] ? index : null)
  }
  const heights = points.map((point) => {
    const figures = series.map(({ key }) => Number(point[key]))
    return stacked ? [figures.reduce((sum, one) => sum + one, 0)] : figures
  })
  const ticks = ticksFor(heights.flat())
  const top = ticks.at(-1) ?? 1
  const point = chosen === null ? undefined : points[chosen]
  return (
    <div className="px-4 pb-2 pt-6" aria-hidden>
      <div ref={frame} className="relative">
        <svg
          className="block w-full overflow-visible"
          height={TOP + PLOT + BELOW}
          onPointerMove={follow}
          onPointerDown={follow}
          onPointerLeave={() => setChosen(null)}
        >
          <Lines ticks={ticks} top={top} right={LEFT + room} show={show} />
          {chosen !== null && (
            <rect
              x={LEFT + chosen * band}
              y={TOP}
              width={band}
              height={PLOT}
              fill="var(--bg-base-hover)"
            />
          )}
          {points.map((one, index) => (
            <Bars
              key={index}
              point={one}
              x={LEFT + index * band}
              {...{ series, stacked, band, top }}
            />
          ))}
          <Labels
            labels={points.map(({ label }) => String(label))}
            room={room}
          />
        </svg>
        {chosen !== null && point && (
          <Hover
            {...{ point, series, show, width }}
            x={LEFT + (chosen + 0.5) * band}
          />
        )}
      </div>
      {series.length > 1 && <Legend series={series} />}
    </div>
  )
}

/** How wide the page lets the chart be. */
function useWidth() {
  const frame = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  // Before the first paint: a chart without a width would flash.
  useLayoutEffect(() => {
    const observer = new ResizeObserver(([entry]) =>
      setWidth(entry?.contentRect.width ?? 0)
    )
    if (frame.current) {
      setWidth(frame.current.clientWidth)
      observer.observe(frame.current)
    }
    return () => observer.disconnect()
  }, [])
  return { frame, width }
}

function Lines(props: {
  ticks: number[]
  top: number
  right: number
  show: Props["show"]
}) {
  return props.ticks.map((tick) => {
    const y = TOP + PLOT * (1 - tick / props.top)
    return (
      <g key={tick}>
        <line
          {...{ x1: LEFT, x2: props.right, y1: y, y2: y }}
          stroke="var(--border-base)"
          strokeDasharray={tick === 0 ? undefined : "3 3"}
        />
        <text x={LEFT - 8} y={y} dy="0.35em" textAnchor="end" {...LABEL}>
          {props.show(tick)}
        </text>
      </g>
    )
  })
}

/** A point's bars: beside each other, or one on the other. */
function Bars(props: {
  point: Point
  series: Series[]
  stacked: boolean
  x: number
  band: number
  top: number
}) {
  const { point, series, stacked, x, band, top } = props
  const beside = stacked ? 1 : series.length
  const width = Math.min((band * 0.8) / beside, WIDEST_BAR)
  const left = x + (band - width * beside) / 2
  const gap = beside > 1 ? Math.min(width / 6, 4) : 0
  let below = 0
  return series.map(({ key, color }, index) => {
    const height = (PLOT * Number(point[key])) / top
    const y = TOP + PLOT - below - height
    below += stacked ? height : 0
    return (
      <rect
        key={key}
        x={left + (stacked ? 0 : index * width) + gap / 2}
        y={y}
        width={width - gap}
        height={height}
        rx={stacked ? 0 : Math.min(3, height / 2)}
        fill={color}
      />
    )
  })
}

/** The periods, as many of them as have room. */
function Labels({ labels, room }: { labels: string[]; room: number }) {
  const every = labelEvery(labels, room)
  const band = room / Math.max(labels.length, 1)
  return labels.map((label, index) =>
    index % every === 0 ? (
      <text
        key={index}
        x={LEFT + (index + 0.5) * band}
        y={TOP + PLOT + 20}
        textAnchor="middle"
        {...LABEL}
      >
        {label}
      </text>
    ) : null
  )
}

function Legend({ series }: { series: Series[] }) {
  return (
    <div className="flex flex-wrap justify-center gap-x-3 pb-1">
      {series.map(({ key, name, color }) => (
        <div key={key} className="flex items-center gap-x-1">
          <Dot color={color} />
          <Text size="xsmall" className="text-ui-fg-subtle">
            {name}
          </Text>
        </div>
      ))}
    </div>
  )
}

/** A point's figures, on the side of it that has room. */
function Hover(props: {
  point: Point
  series: Series[]
  show: Props["show"]
  x: number
  width: number
}) {
  const { point, series, show, x, width } = props
  const side = x < width / 2 ? { left: x + 12 } : { right: width - x + 12 }
  return (
    <div
      className="bg-ui-bg-component shadow-elevation-tooltip pointer-events-none absolute top-4 z-10 flex flex-col gap-y-1 rounded-lg px-3 py-2"
      style={side}
    >
      <Text size="xsmall" weight="plus">
        {point.label}
      </Text>
      {series.map(({ key, name, color }) => (
        <div key={key} className="flex items-center gap-x-2">
          <Dot color={color} />
          <Text size="xsmall" className="text-ui-fg-subtle">
            {name}
          </Text>
          <Text size="xsmall" className="ml-auto tabular-nums">
            {show(Number(point[key]))}
          </Text>
        </div>
      ))}
    </div>
  )
}

function Dot({ color }: { color: string }) {
  return (
    <span className="size-2 rounded-full" style={{ backgroundColor: color }} />
  )
}
