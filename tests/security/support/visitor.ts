/** Somebody who visits a site, with cookies as a browser keeps them. */
import { encodePoint } from '@/lib/latent/codec';
import { catalogue, generators } from '@/models/registry';

export interface Visitor {
  readonly cookies: Map<string, string>;
  ask(method: string, path: string, options?: AskOptions): Promise<Response>;
  /** Asks for a link as the page does. */
  askForLink(email: string, goingTo?: string): Promise<Response>;
  /** Opens a link that was sent, as the page does. */
  openLink(link: string): Promise<Response>;
  /** Keeps a work. @returns its id */
  keep(work: Readonly<Record<string, unknown>>): Promise<string>;
}

export interface AskOptions {
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: BodyInit;
}

/** Sends a request to wherever the site is. */
export type Send = (
  path: string,
  request: { method: string; headers: Record<string, string>; body?: BodyInit },
) => Promise<Response>;

/** @param send may go to another process each time: a visitor does not see which one answers */
export function createVisitor(send: Send): Visitor {
  const cookies = new Map<string, string>();
  const visitor: Visitor = {
    cookies,
    async ask(method, path, { json, headers = {}, body } = {}) {
      const jar = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const response = await send(path, {
        method,
        headers: {
          'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
          'sec-fetch-site': 'same-origin',
          ...(jar === '' ? {} : { cookie: jar }),
          ...(json === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(json === undefined ? {} : { body: JSON.stringify(json) }),
        ...(body === undefined ? {} : { body }),
      });
      for (const line of response.headers.getSetCookie()) keepCookie(cookies, line);
      return response;
    },
    async askForLink(email, goingTo) {
      const { csrfToken } = (await (await visitor.ask('GET', '/api/auth/csrf')).json()) as {
        csrfToken: string;
      };
      return visitor.ask('POST', '/api/auth/signin/email', {
        json: { email, csrfToken, ...(goingTo !== undefined && { goingTo }) },
      });
    },
    openLink: (link) =>
      visitor.ask('POST', '/api/auth/callback/email', { json: { token: link.split('#')[1] } }),
    async keep(work) {
      const response = await visitor.ask('POST', '/works', {
        json: { code: pointCode(), ...work },
      });
      return ((await response.json()) as { id: string }).id;
    },
  };
  return visitor;
}

/** The code of a picture that nobody had before. */
export function pointCode(): string {
  const [model] = generators;
  const [first] = model!.classes;
  return encodePoint(
    {
      model: model!.id,
      source: { kind: 'seed', seed: ++seeds },
      mix: first ? [{ classId: first.id, weight: 1 }] : [],
      psi: 0.8,
    },
    catalogue,
  );
}
let seeds = 0;

function keepCookie(cookies: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
  const at = pair.indexOf('=');
  const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
  const isOver =
    value === '' ||
    attributes.some((attribute) => /^max-age=0$/i.test(attribute)) ||
    attributes.some((attribute) => /^expires=Thu, 01 Jan 1970/i.test(attribute));
  if (isOver) cookies.delete(name);
  else cookies.set(name, value);
}
