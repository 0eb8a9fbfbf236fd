/**
 * What a gallery shows, as its address says: `/gallery?order=mix&mix=claude-monet.700_…`. An
 * address is anybody's word, so what cannot be read is left out, and the server checks the rest.
 */
import { MAX_MIX_CLASSES, WEIGHT_STEPS } from '@/lib/latent/mix';
import type { Mix } from '@/lib/latent/point';

export const ORDERS = ['newest', 'grown', 'mix'] as const;
export type Order = (typeof ORDERS)[number];

export interface GalleryView {
  readonly order: Order;
  /** What `mix` is near to; empty otherwise. */
  readonly mix: Mix;
  readonly search: string;
  /** Id of a model; empty for all. */
  readonly model: string;
}

export const WHOLE_GALLERY: GalleryView = { order: 'newest', mix: [], search: '', model: '' };

/** Where galleries are: everybody's, and what one has kept oneself. Each goes on at `/more`. */
export const GALLERY_PATH = '/gallery';
export const OWN_PATH = '/account/works';

const MAX_SEARCH = 200;

/** Reads the query of an address; a mix without artists is no order. */
export function readView(query: URLSearchParams): GalleryView {
  const mix = readMix(query.get('mix') ?? '');
  const asked = ORDERS.find((order) => order === query.get('order')) ?? 'newest';
  const order = asked === 'mix' && mix.length === 0 ? 'newest' : asked;
  return {
    order,
    mix: order === 'mix' ? mix : [],
    search: (query.get('search') ?? '').trim().slice(0, MAX_SEARCH),
    model: (query.get('model') ?? '').slice(0, 40),
  };
}

/** The query that `readView` reads, without what goes without saying. */
export function queryOf({ order, mix, search, model }: GalleryView): URLSearchParams {
  const query = new URLSearchParams();
  if (order !== 'newest') query.set('order', order);
  if (order === 'mix') query.set('mix', writeMix(mix));
  if (search !== '') query.set('search', search);
  if (model !== '') query.set('model', model);
  return query;
}

/** The address of a view, or of its page that begins after `after`. */
export function addressOf(view: GalleryView, after?: string, path = GALLERY_PATH): string {
  const query = queryOf(view);
  if (after !== undefined) query.set('after', after);
  return query.size === 0 ? path : `${path}?${query}`;
}

/** The view as the server's lists take it. */
export function requestOf(view: GalleryView, after?: string) {
  return {
    ...ownRequestOf(view, after),
    order: view.order,
    ...(view.order === 'mix' && {
      mix: view.mix.map(({ classId, weight }) => ({
        classId,
        weight: Math.round(weight * WEIGHT_STEPS),
      })),
    }),
  };
}

/** The same for one's own works: they have one order. */
export function ownRequestOf(view: GalleryView, after?: string) {
  return {
    ...(view.search !== '' && { search: view.search }),
    ...(view.model !== '' && { models: [view.model] }),
    ...(after !== undefined && { after }),
  };
}

/** The query of a page's address; of what is given twice the first counts. */
export function plainQuery(
  params: Readonly<Record<string, string | string[] | undefined>>,
): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    const first = Array.isArray(value) ? value[0] : value;
    if (first !== undefined) query.set(name, first);
  }
  return query;
}

function writeMix(mix: Mix): string {
  return mix
    .map(({ classId, weight }) => `${classId}.${Math.round(weight * WEIGHT_STEPS)}`)
    .join('_');
}

function readMix(text: string): Mix {
  const parts = text.split('_').slice(0, MAX_MIX_CLASSES);
  const entries = parts.flatMap((part) => {
    const [, classId, steps] = /^([\w-]{1,80})\.(\d{1,4})$/.exec(part) ?? [];
    const weight = Number(steps) / WEIGHT_STEPS;
    return classId !== undefined && weight > 0 && weight <= 1 ? [{ classId, weight }] : [];
  });
  const isOnce = new Set(entries.map(({ classId }) => classId)).size === entries.length;
  return isOnce ? entries : [];
}
