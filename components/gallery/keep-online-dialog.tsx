'use client';

import Link from 'next/link';
import { useEffect, useState } from 'react';

import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { SfumatoError, toSfumatoError } from '@/lib/errors';
import { decodePoint } from '@/lib/latent/codec';
import { getOrigins } from '@/lib/studio/browser';
import { describeMix } from '@/lib/studio/describe';
import { PAINTED_RESOLUTION } from '@/lib/transfer/sizes';
import { catalogue, generators } from '@/models/registry';

import { askServer, SignInNeeded } from './ask-server';
import {
  closeDraft,
  pathOfDraft,
  rememberDraft,
  replacedWords,
  wordsOf,
  type KeepDraft,
  type WorkWords,
} from './keep-online-store';
import { signInPath } from './sign-in-path';
import { forgetWalls } from './walls';
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
  /** The very same, kept before. */
  readonly kept: (WorkWords & { readonly id: string }) | null;
}

interface KeptAnswer {
  readonly id: string;
  /** False for one that was kept before. */
  readonly isNew: boolean;
  readonly isHidden: boolean;
}

const NOTHING_KNOWN: Surroundings = { isSignedIn: false, parents: [], kept: null };

const KINDS = {
  point: 'this picture',
  walk: 'this walk',
  arithmetic: 'this arithmetic',
  transfer: 'this style',
} as const;

/** Title, note, who may see it; then it is kept in the account. */
export function KeepOnlineDialog({ draft }: { draft: KeepDraft }) {
  const [typed, setTyped] = useState(draft.typed);
  const [surroundings, setSurroundings] = useState<Surroundings>();
  const [kept, setKept] = useState<{ id: string; said: string }>();
  const [isKeeping, setKeeping] = useState(false);
  const [error, setError] = useState<SfumatoError>();
  const { name, resolution } = pictureOf(draft);

  useEffect(() => {
    const abort = new AbortController();
    const query = new URLSearchParams(draft.parents.map((id) => ['parent', id]));
    query.set('key', draft.saveKey);
    askServer<Surroundings>(`/gallery/keeping?${query}`, { signal: abort.signal }).then(
      (found) => {
        // Whoever is not signed in may have parents that they do not see now.
        for (const id of found.isSignedIn ? draft.parents : []) {
          if (!found.parents.some((parent) => parent.id === id)) getOrigins().forget(id);
        }
        setSurroundings(found);
      },
      // Nothing is lost by it: the server looks at all of this again when it is kept.
      () => setSurroundings(undefined),
    );
    return () => abort.abort();
  }, [draft]);

  const before = surroundings?.kept ?? null;
  const words = wordsOf(typed, before);
  const replaced = replacedWords(typed, before);
  const keep = async () => {
    setKeeping(true);
    setError(undefined);
    try {
      if (before) {
        const { isHidden } = await askServer<Pick<KeptAnswer, 'isHidden'>>(
          `/works/${before.id}/record`,
          { method: 'PATCH', body: words },
        );
        forgetWalls();
        getOrigins().remember(draft.picture, [before.id]);
        setKept({ id: before.id, said: isHidden ? HIDDEN : KEPT[words.visibility] });
        return;
      }
      const parents = surroundings?.parents.map(({ id }) => id) ?? draft.parents;
      const { code, saveKey } = draft;
      const body = { ...words, code, saveKey, parents };
      const { id, isNew, isHidden } = await askServer<KeptAnswer>('/works', {
        method: 'POST',
        body,
      });
      getOrigins().remember(draft.picture, [id]);
      setKept({ id, said: !isNew ? THERE_BEFORE : isHidden ? HIDDEN : KEPT[words.visibility] });
    } catch (thrown) {
      if (thrown instanceof SignInNeeded)
        setSurroundings((s) => ({ ...(s ?? NOTHING_KNOWN), isSignedIn: false }));
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
        kept !== undefined
          ? undefined
          : before
            ? 'It is in your account already: change what is said of it, and who may see it.'
            : 'In your account, on every device of yours, and where you want.'
      }
      footer={
        kept !== undefined ? (
          <>
            <Button onClick={closeDraft}>Go on here</Button>
            <Button variant="primary" asChild>
              <Link href={`/works/${kept.id}`} onClick={closeDraft}>
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
                onClick={(event) => {
                  if (rememberDraft({ ...draft, typed })) return;
                  event.preventDefault();
                  setError(new SfumatoError('unavailable', NO_ROOM));
                }}
              >
                Sign in and keep it
              </a>
            </Button>
          </>
        ) : (
          <>
            <Button onClick={closeDraft}>Cancel</Button>
            <Button variant="primary" disabled={isKeeping} onClick={() => void keep()}>
              {isKeeping ? 'Keeping …' : before ? 'Save' : 'Keep online'}
            </Button>
          </>
        )
      }
    >
      <div className="grid gap-5 pt-2 sm:grid-cols-[9rem_minmax(0,1fr)]">
        <div className="max-sm:flex max-sm:items-center max-sm:gap-4">
          <WorkPicture
            code={draft.picture}
            resolution={resolution}
            alt={name}
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
              onChange={(changed) => setTyped((now) => ({ ...now, ...changed }))}
              fallbackTitle={name}
              disabled={isKeeping}
            />
            {replaced.map((sentence) => (
              <p key={sentence} className="mt-4 text-sm break-words text-muted">
                {sentence}
              </p>
            ))}
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
          <p role="status">{kept.said}</p>
        )}
      </div>
    </Dialog>
  );
}

/** Kept from elsewhere a moment ago, or by a try whose answer was lost. */
const THERE_BEFORE =
  'It was in your account already, and is there as it was. Its page has a way to change what is said of it.';

const HIDDEN =
  'It is in your account, and out of the others’ sight: the same was hidden before. Its page says why.';

const NO_ROOM =
  'This device has no room to keep this meanwhile. Copy what you typed, sign in under Account, and come back.';

/** What the picture is called, and how large its model draws. */
function pictureOf({ kind, picture, name = '' }: KeepDraft) {
  if (kind === 'transfer') return { name, resolution: PAINTED_RESOLUTION };
  const point = decodePoint(picture, catalogue);
  const model = generators.find(({ id }) => id === point.model);
  return { name: describeMix(point.mix, model), resolution: model?.resolution ?? 64 };
}

const KEPT = {
  public:
    'It hangs in the gallery now. Whatever somebody makes of it will say that it grew from here.',
  link: 'Whoever has its address can see it. It is not in the gallery.',
  private: 'You alone can see it.',
} as const;
