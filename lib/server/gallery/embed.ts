import type { LinkKind } from '@/lib/latent/link-kinds';

import { withDatabase } from '../database/server';
import { errorResponse } from '../respond';
import { getWork } from '../works/find';
import { ANYONE } from '../works/viewer';
import { describePicture } from './cards';
import { countRequest } from './limits';

/** Side of the picture in an embedded page, in pixels, unless it is asked for smaller. */
export const EMBED_SIDE = 480;
/** Height of the label under it. */
export const EMBED_LABEL = 56;

/** What an embedded page shows. */
export interface EmbeddedWork {
  readonly id: string;
  readonly title: string;
  readonly author: string;
  /** Code of the point that pictures it; undefined when it cannot be drawn any more. */
  readonly picture: string | undefined;
  readonly kind: LinkKind;
}

/** Beside the title. */
const INVITATIONS: Readonly<Record<LinkKind, string>> = {
  point: 'Sfumato',
  walk: 'Play it on Sfumato',
  arithmetic: 'Sfumato',
  transfer: 'Paint in it on Sfumato',
};

const STYLE = `
:root{color-scheme:light dark;--ground:#fcfcfc;--ink:#1a1a1a;--muted:#5c5c5c;--empty:#ddd}
@media(prefers-color-scheme:dark){:root{--ground:#1c1c1c;--ink:#eee;--muted:#aaa;--empty:#333}}
*{box-sizing:border-box}
html,body{height:100%;margin:0}
body{font:15px/1.35 ui-sans-serif,system-ui,sans-serif;background:var(--ground);color:var(--ink)}
a{display:flex;flex-direction:column;height:100%;color:inherit;text-decoration:none}
a:focus-visible{outline:2px solid currentColor;outline-offset:-4px}
.picture{flex:1;min-height:0;background:var(--empty)}
img{display:block;width:100%;height:100%;object-fit:cover}
.label{display:flex;align-items:center;gap:12px;height:${EMBED_LABEL}px;padding:0 14px}
.words{flex:1;min-width:0}
.words span{display:block;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.title{font-weight:600}
.author,.from{font-size:13px;color:var(--muted)}
a:hover .title{text-decoration:underline}
@media(max-width:240px){.from{display:none}}
`;

/**
 * The embedded page as HTML, with everything that people wrote made harmless.
 * @param nonce of the policy that the site gives to every page; here it lets any page frame it
 */
export function embedHtml(
  { id, title, author, picture, kind }: EmbeddedWork,
  nonce: string,
): string {
  const name = escapeHtml(title);
  const image = picture
    ? `<img src="/p/${escapeHtml(picture)}/picture.png?size=512" alt="Generated picture: ${name}" width="512" height="512">`
    : '';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${name}</title>
<style nonce="${escapeHtml(nonce)}">${STYLE}</style>
</head>
<body>
<a href="/works/${escapeHtml(id)}" target="_blank" rel="noopener">
<span class="picture">${image}</span>
<span class="label"><span class="words"><span class="title">${name}</span><span class="author">${escapeHtml(author)}</span></span><span class="from">${INVITATIONS[kind]}</span></span>
</a>
</body>
</html>
`;
}

/** Serves a work for a frame on somebody's page: what anybody may open. Never throws. */
export async function serveEmbed(request: Request, id: string): Promise<Response> {
  try {
    await countRequest('looking', request.headers);
    const work = await withDatabase((db) => getWork(db, ANYONE, id));
    const painted = describePicture(work.pictureCode);
    const embedded: EmbeddedWork = {
      id: work.id,
      title: work.title || painted?.title || 'Untitled',
      author: work.authorName ?? 'Somebody',
      picture: painted && work.pictureCode,
      kind: work.kind,
    };
    const html = embedHtml(embedded, request.headers.get('x-nonce') ?? '');
    return new Response(html, {
      headers: {
        'Content-Type': 'text/html; charset=utf-8',
        // Long enough for a crowd, short enough for whoever takes the work back.
        'Cache-Control': 'public, max-age=300',
      },
    });
  } catch (thrown) {
    return errorResponse(thrown);
  }
}

/** Text as it may stand in an element or between quotes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
