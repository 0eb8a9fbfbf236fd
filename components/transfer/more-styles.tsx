'use client';

import { ImagePlus, Sparkles, Wand2 } from 'lucide-react';

import { AddPoint } from '@/components/points/add-point';
import { nameOfPoint } from '@/components/points/model-of';
import { Button } from '@/components/ui/button';
import { encodePoint } from '@/lib/latent/codec';
import { catalogue, classifiers, generators } from '@/models/registry';

import { useController, useTransfer, useTransferState } from './context';

/** Styles from elsewhere than the house. */
export function MoreStyles() {
  const controller = useController();
  const { chooseStyles } = useTransfer();
  const recommendation = useTransferState((state) => state.recommendation);
  const own = useTransferState((state) => state.content?.standsIn === false);
  const [generator] = generators;
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap gap-2">
        <Button size="small" onClick={chooseStyles}>
          <ImagePlus aria-hidden /> A picture of yours
        </Button>
        {generator && (
          <AddPoint
            label="Take the style of a generated picture"
            model={generator.id}
            onPoint={(point) =>
              controller.add(
                { kind: 'point', code: encodePoint(point, catalogue) },
                nameOfPoint(point),
              )
            }
            trigger={
              <Button size="small">
                <Sparkles aria-hidden /> A generated picture
              </Button>
            }
          />
        )}
        {classifiers.length > 0 && (
          <Button
            size="small"
            disabled={!own || recommendation?.state === 'looking'}
            onClick={() => void controller.recommend()}
          >
            <Wand2 aria-hidden /> Recommend one
          </Button>
        )}
      </div>
      <p role="status" className="text-sm text-muted empty:hidden">
        {recommendation?.state === 'looking' && 'Looking at your picture…'}
        {recommendation?.state === 'found' && `Recommended: ${recommendation.why}.`}
        {recommendation?.state === 'none' && recommendation.message}
      </p>
    </div>
  );
}
