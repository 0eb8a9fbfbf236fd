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
  // What a model had seen before anything was recorded, another one perhaps, is nothing to look at.
  const from = curves.runs[0]!.from;
  const to = Math.max(...curves.runs.map((run) => run.to), exported ?? 0);
  const at = Math.min(Math.max(images ?? to, from), to);
  const step = Math.max(1, Math.round((to - from) / 200));
  return (
    <div className="flex flex-col gap-6">
      <div className={classes('grid gap-x-10 gap-y-7', columns === 2 && 'md:grid-cols-2')}>
        {chartsOf(curves).map((series) => (
          <CurveChart
            key={series[0]!.name}
            series={series}
            shown={{ from, to }}
            begins={curves.runs.slice(1).map((run) => run.from)}
            gaps={gapsOf(curves).filter((gap) => gap.to > from)}
            exported={exported}
            images={at}
            onImagesChange={onImagesChange}
          />
        ))}
      </div>
      <Slider
        label="Read off at"
        value={at}
        min={from}
        max={to}
        step={step}
        format={(value) => `${whole(value)} pictures seen`}
        onValueChange={onImagesChange}
      />
    </div>
  );
}
