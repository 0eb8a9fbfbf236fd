import Link from 'next/link';

import { Button } from '@/components/ui/button';

import { OWN_PATH } from './address';

/** In place of the wall: an invitation. */
export function EmptyGallery({ isNarrowed }: { isNarrowed: boolean }) {
  return isNarrowed ? (
    <Empty
      text="Nothing hangs here that fits. Look with fewer words, or at all of it."
      way={{ href: '/gallery', label: 'The whole gallery' }}
    />
  ) : (
    <Empty
      title="The walls are free"
      text="Nobody has shown anything here yet. Find a picture in the Studio that you would like others to see, and choose “Keep online”: the first one hangs largest."
      way={{ href: '/', label: 'Open the Studio' }}
    />
  );
}

/** The same where one's own works would hang. */
export function EmptyWall({ isNarrowed }: { isNarrowed: boolean }) {
  return isNarrowed ? (
    <Empty
      text="Nothing of yours fits. Look with fewer words, or at all of it."
      way={{ href: OWN_PATH, label: 'All your works' }}
    />
  ) : (
    <Empty
      title="Nothing is kept here yet"
      text="Choose “Keep online” in the Studio, in Walk or in Arithmetic: then it hangs here, on every device of yours. You alone see it, unless you say otherwise."
      way={{ href: '/', label: 'Open the Studio' }}
    />
  );
}

interface EmptyProps {
  title?: string;
  text: string;
  way: { readonly href: string; readonly label: string };
}

function Empty({ title, text, way }: EmptyProps) {
  return (
    <div className="mx-auto flex max-w-xl flex-col items-center gap-8 py-10 text-center sm:py-16">
      <div aria-hidden className="grid w-full grid-cols-3 items-end gap-4 sm:gap-6">
        <span className="aspect-square rounded-[3px] border border-dashed border-edge" />
        <span className="mark aspect-square rounded-full bg-edge" />
        <span className="aspect-square rounded-[3px] border border-dashed border-edge" />
      </div>
      <div>
        {title !== undefined && (
          <h2 className="mb-3 text-2xl font-semibold tracking-tight">{title}</h2>
        )}
        <p className="text-lg text-muted">{text}</p>
      </div>
      <Button asChild variant="primary">
        <Link href={way.href}>{way.label}</Link>
      </Button>
    </div>
  );
}
