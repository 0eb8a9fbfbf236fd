'use client';

import { Camera, ImagePlus } from 'lucide-react';

import { Button, type ButtonProps } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';

import { useIdentify } from './context';

/** Large buttons for the first picture. The camera is for devices that are held in a hand. */
export function ChooseButtons({ variant = 'primary' }: { variant?: ButtonProps['variant'] }) {
  const { choose, photograph } = useIdentify();
  return (
    <div className="flex flex-wrap items-center justify-center gap-3">
      <Button data-choose variant={variant} onClick={choose}>
        <ImagePlus aria-hidden /> Choose pictures
      </Button>
      <Button className="pointer-fine:hidden" onClick={photograph}>
        <Camera aria-hidden /> Take a photograph
      </Button>
    </div>
  );
}

/** The same beside the pictures that are there already. */
export function AddButtons() {
  const { choose, photograph } = useIdentify();
  return (
    <div className="flex shrink-0 gap-2 lg:ml-1 lg:flex-col">
      <IconButton
        label="Add pictures"
        shortcut="Mod+O"
        side="right"
        variant="plain"
        className="!size-14 lg:!size-16"
        onClick={choose}
      >
        <ImagePlus />
      </IconButton>
      <IconButton
        label="Take a photograph"
        side="right"
        variant="plain"
        className="!size-14 lg:!size-16 pointer-fine:hidden"
        onClick={photograph}
      >
        <Camera />
      </IconButton>
    </div>
  );
}
