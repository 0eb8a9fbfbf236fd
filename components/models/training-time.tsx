'use client';

import { useState } from 'react';

import type { Curves } from '@/lib/models-view/curves';

import { CurveCharts } from './curve-charts';
import { Sheets, type Sheet } from './sheets';

export interface TrainingTimeProps {
  model: string;
  sheets: readonly Sheet[];
  curves?: Curves | undefined;
  /** Where the weights that are served stood. */
  exported: number | undefined;
}

/** How a model learned: its samples and its curves, moved through together. */
export function TrainingTime({ model, sheets, curves, exported }: TrainingTimeProps) {
  const [images, setImages] = useState<number | undefined>(undefined);
  const shown = images ?? exported ?? sheets.at(-1)?.imagesSeen;
  return (
    <div className="grid items-start gap-x-10 gap-y-8 lg:grid-cols-2">
      {sheets.length > 0 && (
        <Sheets model={model} sheets={sheets} images={shown ?? 0} onImagesChange={setImages} />
      )}
      {curves && (
        <div className={sheets.length > 0 ? '' : 'lg:col-span-2'}>
          <CurveCharts
            curves={curves}
            exported={exported}
            images={shown}
            onImagesChange={setImages}
            columns={sheets.length > 0 ? 1 : 2}
          />
        </div>
      )}
    </div>
  );
}
