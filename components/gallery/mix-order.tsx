'use client';

import { ChevronDown } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';

import { Popover } from '@/components/ui/popover';
import { describeMix } from '@/lib/studio/describe';
import type { GeneratorEntry } from '@/models/card';
import { generators } from '@/models/registry';

import type { GalleryView } from './address';

// The pad draws pictures: the engine is fetched by those who open it.
const MixChoice = dynamic(() => import('./mix-choice').then((module) => module.MixChoice), {
  ssr: false,
  loading: () => <p className="p-4 text-sm text-muted">One moment …</p>,
});

interface Props {
  view: GalleryView;
  className: string;
  onChoose: (view: GalleryView) => void;
}

/** The order by nearness to a mix, and the mix. Missing where no model knows any artists. */
export function MixOrder({ view, className, onChoose }: Props) {
  const [open, setOpen] = useState(false);
  const able = generators.filter(({ classes }) => classes.length > 0);
  const knows = ({ classes }: GeneratorEntry) =>
    view.mix.every(({ classId }) => classes.some(({ id }) => id === classId));
  const model = able.find(({ id }) => id === view.model) ?? able.find(knows) ?? able[0];
  if (!model) return null;
  const isOn = view.order === 'mix';
  return (
    <Popover
      label="Near a mix of artists"
      open={open}
      onOpenChange={setOpen}
      className="w-[min(24rem,calc(100vw-1rem))] p-4"
      trigger={
        <button type="button" aria-current={isOn ? 'true' : undefined} className={className}>
          <span className="max-w-[60vw] truncate sm:max-w-80">
            {isOn ? `Near ${describeMix(view.mix, model)}` : 'Near a mix'}
          </span>
          <ChevronDown aria-hidden className="ml-1 size-4 shrink-0" />
        </button>
      }
    >
      <MixChoice
        model={model}
        mix={view.mix}
        onChoose={(mix) => {
          setOpen(false);
          onChoose({ ...view, order: 'mix', mix });
        }}
      />
    </Popover>
  );
}
