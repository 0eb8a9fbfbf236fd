'use client';

import { Info } from 'lucide-react';

import { useEngineStatus } from '@/components/points/hooks';
import { IconButton } from '@/components/ui/icon-button';
import { Popover } from '@/components/ui/popover';
import { countsInWords } from '@/lib/latent/classes';

import { useInstrument, useStudio } from './context';

const BACKENDS = {
  webgpu: 'the graphics card (WebGPU)',
  webgl: 'the graphics card (WebGL)',
  wasm: 'the processor (WebAssembly)',
  cpu: 'the processor (plain JavaScript, slow)',
  node: 'the server',
} as const;

/** What the picture is made of and what computes it, for those who want to know. */
export function EngineDetails() {
  const { studio } = useInstrument();
  const model = useStudio((state) => studio.modelOf(state.scene.point));
  const status = useEngineStatus();
  return (
    <Popover
      label="About this picture"
      align="end"
      trigger={
        <IconButton label="About this picture" side="bottom">
          <Info />
        </IconButton>
      }
    >
      <dl className="flex flex-col gap-2 text-sm [&_dt]:text-muted">
        <div>
          <dt>Picture</dt>
          <dd>
            Generated, {model.resolution} × {model.resolution} pixels, shown enlarged
          </dd>
        </div>
        <div>
          <dt>Model</dt>
          <dd>
            {model.title}, {(model.parameters / 1e6).toFixed(2)} million parameters,{' '}
            {countsInWords(model.classes)}
          </dd>
        </div>
        <div>
          <dt>Computed on this device by</dt>
          {status.state === 'ready' ? (
            <dd data-backend={status.report.backend}>
              {BACKENDS[status.report.backend]}
              {status.report.device !== undefined && (
                <span className="block text-muted">{status.report.device}</span>
              )}
            </dd>
          ) : (
            <dd>nothing yet</dd>
          )}
        </div>
        {status.state === 'ready' && status.report.passedOver.length > 0 && (
          <div>
            <dt>Not used</dt>
            {status.report.passedOver.map(({ backend, reason }) => (
              <dd key={backend}>
                {backend}: {reason}
              </dd>
            ))}
          </div>
        )}
      </dl>
    </Popover>
  );
}
