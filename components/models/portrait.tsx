import { classes } from '@/components/ui/classes';
import type { ShownCard } from '@/lib/models-view/card';
import { drawingOf } from '@/lib/models-view/drawing';
import type { Structure } from '@/lib/models-view/structure';

import { StructureDrawing } from './structure-drawing';

export interface PortraitProps {
  model: ShownCard & { readonly structure?: Structure };
  className?: string;
}

/** The face of a model: a picture that it painted, or, where it paints none, its own build. */
export function Portrait({ model, className }: PortraitProps) {
  const { card, generator, structure } = model;
  return (
    <div
      aria-hidden
      className={classes(
        'grid aspect-square place-items-center overflow-hidden rounded-2xl bg-surface',
        className,
      )}
    >
      {generator ? (
        // A plain image: it is small already, and stays a file that can be kept offline.
        <img
          src={`/models/${card.id}/poster.png`}
          alt=""
          width={512}
          height={512}
          decoding="async"
          className="size-full object-cover"
        />
      ) : (
        structure && (
          <StructureDrawing
            drawing={drawingOf(structure, 34)}
            className="h-full max-h-full w-auto max-w-full p-4"
          />
        )
      )}
    </div>
  );
}
