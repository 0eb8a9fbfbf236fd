'use client';

import Link from 'next/link';
import { useEffect, useState } from 'react';

import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { toSfumatoError, type SfumatoError } from '@/lib/errors';
import { decodePoint } from '@/lib/latent/codec';
import { getOrigins } from '@/lib/studio/browser';
import { describeMix } from '@/lib/studio/describe';
import { catalogue, generators } from '@/models/registry';

import { askServer, SignInNeeded } from './ask-server';
import { closeDraft, pathOfDraft, rememberDraft, type KeepDraft } from './keep-online-store';
import { signInPath } from './sign-in-path';
import { WorkFields } from './work-fields';
import { WorkPicture } from './work-picture';

/** What the server knows of who asks and of the works that a draft grew from. */
interface Surroundings {
  readonly isSignedIn: boolean;
  readonly parents: readonly {
    readonly id: string;
    readonly title: string;
    readonly picture: string | null;
  }[];
}

const KINDS = { point: 'this picture', walk: 'this walk', arithmetic: 'this arithmetic' } as const;

/** Title, note, who may see it; then it is kept in the account. */
export function KeepOnlineDialog({ draft }: { draft: KeepDraft }) {
  const [words, setWords] = useState({
    title: draft.title,
    note: draft.note,
    visibility: draft.visibility,
  });
  const [surroundings, setSurroundings] = useState<Surroundings>();
  const [kept, setKept] = useState<string>();
  const [isKeeping, setKeeping] = useState(false);
  const [error, setError] = useState<SfumatoError>();
  const point = decodePoint(draft.picture, catalogue);
  const model = generators.find(({ id }) => id === point.model);

  useEffect(() => {
    const abort = new AbortController();
    const query = new URLSearchParams(draft.parents.map((id) => ['parent', id]));
    askServer<Surroundings>(query.size > 0 ? `/gallery/keeping?${query}` : '/gallery/keeping', {
      signal: abort.signal,
    }).then(
      (found) => {
        for (const id of draft.parents) {
          if (!found.parents.some((parent) => parent.id === id)) getOrigins().forget(id);
        }
        setSurroundings(found);
      },
      (thrown: unknown) => {
        const { code } = toSfumatoError(thrown);
        // It is asked again when it is kept; then it is time to say what is wrong.
        if (code !== 'cancelled') setSurroundings({ isSignedIn: true, parents: [] });
      },
    );
    return () => abort.abort();
  }, [draft]);

  const keep = async () => {
    setKeeping(true);
    setError(undefined);
    try {
      const parents = surroundings?.parents.map(({ id }) => id) ?? draft.parents;
      const { code, saveKey } = draft;
      const work = { ...words, code, saveKey, parents };
      const { id } = await askServer<{ id: string }>('/works', { method: 'POST', body: work });
      getOrigins().remember(point, [id]);
      setKept(id);
    } catch (thrown) {
      if (thrown instanceof SignInNeeded)
        setSurroundings((s) => ({ parents: [], ...s, isSignedIn: false }));
      else setError(toSfumatoError(thrown));
    } finally {
      setKeeping(false);
    }
  };
  const needsSignIn = surroundings?.isSignedIn === false;
  const grewFrom = surroundings?.parents ?? [];

  return (
    <Dialog
      open
      onOpenChange={closeDraft}
      title={kept === undefined ? `Keep ${KINDS[draft.kind]} online` : 'Kept'}
      description={
        kept === undefined
          ? 'In your account, on every device of yours, and where you want.'
          : undefined
      }
      footer={
        kept !== undefined ? (
          <>
            <Button onClick={closeDraft}>Go on here</Button>
            <Button variant="primary" asChild>
              <Link href={`/works/${kept}`} onClick={closeDraft}>
                See its page
              </Link>
            </Button>
          </>
        ) : needsSignIn ? (
          <>
            <Button onClick={closeDraft}>Not now</Button>
            <Button variant="primary" asChild>
              {/* A plain link: the page is left in any case, and comes back with what was typed. */}
              <a
                href={signInPath(pathOfDraft(draft))}
                onClick={() => rememberDraft({ ...draft, ...words })}
              >
                Sign in and keep it
              </a>
            </Button>
          </>
        ) : (
          <>
            <Button onClick={closeDraft}>Cancel</Button>
            <Button variant="primary" disabled={isKeeping} onClick={() => void keep()}>
              {isKeeping ? 'Keeping …' : 'Keep online'}
            </Button>
          </>
        )
      }
    >
      <div className="grid gap-5 pt-2 sm:grid-cols-[9rem_minmax(0,1fr)]">
        <div className="max-sm:flex max-sm:items-center max-sm:gap-4">
          <WorkPicture
            code={draft.picture}
            resolution={model?.resolution ?? 64}
            alt={describeMix(point.mix, model)}
            sizes="9rem"
            eager
            className="rounded-[3px] shadow-lift max-sm:!w-20"
          />
          {grewFrom.length > 0 && (
            <div className="sm:mt-4">
              <p className="text-sm text-muted">Grew from</p>
              <ul className="mt-1 flex flex-wrap gap-1.5">
                {grewFrom.map(({ id, title, picture }) => (
                  <li key={id} title={title}>
                    <WorkPicture
                      code={picture}
                      resolution={64}
                      alt={title}
                      sizes="2.5rem"
                      className="!w-10 rounded-[2px]"
                    />
                  </li>
                ))}
              </ul>
            </div>
          )}
        </div>
        {kept === undefined ? (
          <div className="min-w-0">
            <WorkFields
              words={words}
              onChange={setWords}
              fallbackTitle={describeMix(point.mix, model)}
              disabled={isKeeping}
            />
            {needsSignIn && (
              <p className="mt-4 text-sm text-muted">
                This belongs to an account, and you are not signed in. What you typed is kept on
                this device meanwhile; you come back to {KINDS[draft.kind]}.
              </p>
            )}
            {error && (
              <p role="alert" className="mt-4 text-sm text-danger">
                {error.message}
              </p>
            )}
          </div>
        ) : (
          <p role="status">{KEPT[words.visibility]}</p>
        )}
      </div>
    </Dialog>
  );
}

const KEPT = {
  public:
    'It hangs in the gallery now. Whatever somebody makes of it will say that it grew from here.',
  link: 'Whoever has its address can see it. It is not in the gallery.',
  private: 'You alone can see it.',
} as const;
