'use client';

import { useState } from 'react';

import { useWakingThumbnails } from '@/components/points/hooks';
import { getStrip } from '@/components/points/strip';
import { InstrumentProvider, useStudio } from '@/components/studio/context';
import { browserHost } from '@/components/studio/host';
import { ArtistMix } from '@/components/studio/mix-panel';
import { Button } from '@/components/ui/button';
import { isLearned } from '@/lib/latent/classes';
import { createMix } from '@/lib/latent/mix';
import type { LatentPoint, Mix } from '@/lib/latent/point';
import type { Instrument } from '@/lib/studio/actions/action';
import { createScene } from '@/lib/studio/scene';
import { createStudio } from '@/lib/studio/studio';
import type { GeneratorEntry } from '@/models/card';
import { catalogue, generators } from '@/models/registry';

interface Props {
  model: GeneratorEntry;
  /** What is chosen; empty for the first two artists, half and half. */
  mix: Mix;
  onChoose: (mix: Mix) => void;
}

/** The Studio's own mix control, around a picture that nobody sees whole. */
export function MixChoice({ model, mix, onChoose }: Props) {
  const [instrument] = useState(() => createInstrument(model, mix));
  useWakingThumbnails();
  return (
    <InstrumentProvider instrument={instrument}>
      <ArtistMix />
      <Choose onChoose={onChoose} />
    </InstrumentProvider>
  );
}

function Choose({ onChoose }: Pick<Props, 'onChoose'>) {
  const mix = useStudio((state) => state.scene.point.mix);
  return (
    <Button variant="primary" className="mt-4 w-full" onClick={() => onChoose(mix)}>
      Show what is near
    </Button>
  );
}

/** One picture for all mixes: what differs is the artists. */
const SEED = 22;

function createInstrument(model: GeneratorEntry, mix: Mix): Instrument {
  const known = mix.filter(({ classId }) => model.classes.some(({ id }) => id === classId));
  const opening = known.length > 0 ? known : startOf(model);
  const point: LatentPoint = {
    model: model.id,
    source: { kind: 'seed', seed: SEED },
    mix: createMix(opening),
    psi: 0.8,
  };
  return {
    studio: createStudio({ models: generators, opening: createScene(point, point) }),
    strip: getStrip(),
    host: browserHost,
    catalogue,
  };
}

/** The two artists that the model has seen most of. */
function startOf({ classes }: GeneratorEntry): Mix {
  return classes
    .filter(isLearned)
    .sort((a, b) => b.count - a.count)
    .slice(0, 2)
    .map(({ id }) => ({ classId: id, weight: 0.5 }));
}
