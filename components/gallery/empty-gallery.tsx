import Link from 'next/link';

import { Button } from '@/components/ui/button';

/** In place of the wall: an invitation. */
export function EmptyGallery({ isNarrowed }: { isNarrowed: boolean }) {
  return (
    <div className="mx-auto flex max-w-xl flex-col items-center gap-8 py-10 text-center sm:py-16">
      <div aria-hidden className="grid w-full grid-cols-3 items-end gap-4 sm:gap-6">
        <span className="aspect-square rounded-[3px] border border-dashed border-edge" />
        <span className="mark aspect-square rounded-full bg-edge" />
        <span className="aspect-square rounded-[3px] border border-dashed border-edge" />
      </div>
      {isNarrowed ? (
        <>
          <p className="text-lg text-muted">
            Nothing hangs here that fits. Look with fewer words, or at all of it.
          </p>
          <Button asChild variant="primary">
            <Link href="/gallery">The whole gallery</Link>
          </Button>
        </>
      ) : (
        <>
          <div>
            <h2 className="text-2xl font-semibold tracking-tight">The walls are free</h2>
            <p className="mt-3 text-lg text-muted">
              Nobody has shown anything here yet. Find a picture in the Studio that you would like
              others to see, and choose “Keep online”: the first one hangs largest.
            </p>
          </div>
          <Button asChild variant="primary">
            <Link href="/">Open the Studio</Link>
          </Button>
        </>
      )}
    </div>
  );
}
