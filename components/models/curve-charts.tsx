'use client';

import { Slider } from '@/components/ui/slider';
import { classes } from '@/components/ui/classes';
import { chartsOf, gapsOf, type Curves } from '@/lib/models-view/curves';
import { whole } from '@/lib/models-view/numbers';

import { CurveChart } from './curve-chart';

export interface CurveChartsProps {
  curves: Curves;
  exported: number | undefined;
  images: number | undefined;
  onImagesChange: (images: number) => void;
  columns: 1 | 2;
}

/** All curves of a training over the same time. */
export function CurveCharts({
  curves,
  exported,
  images,
  onImagesChange,
  columns,
}: CurveChartsProps) {
  const until = Math.max(...curves.runs.map(({ to }) => to), exported ?? 0);
  const at = Math.min(images ?? until, until);
  const step = Math.max(1, Math.round(until / 200));
  return (
    <div className="flex flex-col gap-6">
      <div className={classes('grid gap-x-10 gap-y-7', columns === 2 && 'md:grid-cols-2')}>
        {chartsOf(curves).map((series) => (
          <CurveChart
            key={series[0]!.name}
            series={series}
            until={until}
            begins={curves.runs.slice(1).map(({ from }) => from)}
            gaps={gapsOf(curves)}
            exported={exported}
            images={at}
            onImagesChange={onImagesChange}
          />
        ))}
      </div>
      <Slider
        label="Read off at"
        value={at}
        min={0}
        max={until}
        step={step}
        format={(value) => `${whole(value)} pictures seen`}
        onValueChange={onImagesChange}
      />
    </div>
  );
}
