import { PLATE_STEP, plate, type Drawing } from '@/lib/models-view/drawing';

/** The drawing of a network; everything it shows is said in words beside it. */
export function StructureDrawing({ drawing, className }: { drawing: Drawing; className?: string }) {
  const { width, height, axis, rows, steps, skips, rails } = drawing;
  const y = (row: number) => rows[row]!.y;
  /** Lower edge of a pile, where what leaves it begins; upper edge, where what enters ends. */
  const below = (row: number) => y(row) + rows[row]!.width * 0.075 + 4;
  const above = (row: number) =>
    y(row) - rows[row]!.width * 0.075 - rows[row]!.plates * PLATE_STEP - 3;
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      className={className}
      fill="none"
    >
      {steps.map(({ from, to }) => (
        <path
          key={`${from} ${to}`}
          d={`M${axis} ${below(from)}V${above(to)}`}
          className="stroke-edge"
        />
      ))}
      {rails.map(({ name, from, to }, i) => {
        const x = width - 8 - 9 * i;
        return (
          <g key={name} className="stroke-accent" strokeOpacity={0.75}>
            <path
              d={`M${axis + rows[from]!.width / 2 + 6} ${y(from)}H${x}V${y(Math.max(...to))}`}
            />
            {to.map((row) => (
              <path
                key={row}
                d={`M${x} ${y(row) + 4 * i}H${axis + rows[row]!.width / 2 + 12}`}
                strokeDasharray="1.5 3"
              />
            ))}
          </g>
        );
      })}
      {skips.map(({ from, to }, i) => {
        const edge = (row: number) => axis - rows[row]!.width / 2 - 10;
        const x = Math.max(2, Math.min(edge(from), edge(to)) - 14 - 5 * (i % 3));
        return (
          <path
            key={`${from} ${to}`}
            d={`M${edge(from)} ${y(from)}C${x} ${y(from)} ${x} ${y(from)} ${x} ${y(from) + 14}V${y(to) - 14}C${x} ${y(to)} ${x} ${y(to)} ${edge(to)} ${y(to)}`}
            className="stroke-edge"
            strokeDasharray="4 3"
          />
        );
      })}
      {rows.map(({ name, kind, width: size, plates, y: middle }) => (
        <g
          key={name}
          className={
            kind === 'input' ? 'fill-ground stroke-accent' : 'fill-accent-soft stroke-accent'
          }
        >
          {plates === 0 ? (
            <rect x={axis - size / 2} y={middle - 3} width={size} height={6} rx={3} />
          ) : (
            Array.from({ length: plates }, (_, i) => (
              <path
                key={i}
                d={plate(axis, middle - i * PLATE_STEP, size)}
                strokeLinejoin="round"
                strokeWidth={0.75}
              />
            ))
          )}
        </g>
      ))}
    </svg>
  );
}
