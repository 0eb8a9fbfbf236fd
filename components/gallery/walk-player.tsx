'use client';

import { Play } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';

import { Poster } from '@/components/points/poster';
import { Button } from '@/components/ui/button';
import { decodeWalk } from '@/lib/latent/codec';
import { catalogue } from '@/models/registry';

// The engine is fetched by those who want to see it move.
const PlayedWalk = dynamic(() => import('./played-walk').then((module) => module.PlayedWalk), {
  ssr: false,
});

/** A walk as its first picture, until somebody plays it. */
export function WalkPlayer({ code }: { code: string }) {
  const [isPlaying, setPlaying] = useState(false);
  const first = decodeWalk(code, catalogue).keyframes[0]?.point;
  if (isPlaying) return <PlayedWalk code={code} />;
  return (
    <div className="relative aspect-square w-full overflow-hidden bg-line/60 shadow-lift lg:rounded-[3px]">
      {first && <Poster point={first} />}
      <div className="absolute inset-0 grid place-items-center">
        <Button
          variant="primary"
          aria-label="Play the walk"
          onClick={() => setPlaying(true)}
          className="size-20 !rounded-full !p-0 shadow-lift [&_svg]:!size-8"
        >
          <Play aria-hidden fill="currentColor" className="ml-1" />
        </Button>
      </div>
    </div>
  );
}
