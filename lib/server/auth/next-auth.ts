import type { NextApiRequest, NextApiResponse } from 'next';
import nextAuth, { type AuthOptions } from 'next-auth';

/** A request as next-auth wants it, put together by us from what was checked. */
export interface AuthRequest {
  readonly method: 'GET' | 'POST';
  /** `signin`, `callback` …, and the provider. */
  readonly route: readonly string[];
  readonly query: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, string>>;
  readonly cookies: Readonly<Record<string, string>>;
  /** What next-auth builds its addresses from. */
  readonly origin: string;
}

export interface AuthAnswer {
  readonly status: number;
  readonly cookies: readonly string[];
  /** Where to go on. */
  readonly location?: string;
  readonly body?: unknown;
}

/**
 * Has next-auth handle a request. It is spoken to through its older door, as a function of a
 * request and a response, because the other one reads headers behind our back, among them
 * those that any client can write.
 */
export async function callNextAuth(
  { method, route, query, body, cookies, origin }: AuthRequest,
  options: AuthOptions,
): Promise<AuthAnswer> {
  // Without these it takes every server for http://localhost:3000.
  delete process.env['NEXTAUTH_URL'];
  process.env['AUTH_TRUST_HOST'] = 'true';
  const { host, protocol } = new URL(origin);
  const request = {
    method,
    query: { ...query, nextauth: route },
    body,
    cookies,
    headers: { host, 'x-forwarded-host': host, 'x-forwarded-proto': protocol.slice(0, -1) },
  };
  const response = new AnswerInMaking();
  await handler(
    request as unknown as NextApiRequest,
    response as unknown as NextApiResponse,
    options,
  );
  return response.answer();
}

type Handler = (req: NextApiRequest, res: NextApiResponse, options: AuthOptions) => Promise<void>;

/** next-auth is CommonJS: what its default export is depends on who loads it. */
const handler = (
  'default' in nextAuth ? (nextAuth as { default: unknown }).default : nextAuth
) as Handler;

/** The few methods of Node's response that next-auth calls. */
class AnswerInMaking {
  #status = 200;
  #body: unknown;
  readonly #headers = new Map<string, string | string[]>();

  status(code: number): this {
    this.#status = code;
    return this;
  }

  getHeader(name: string): string | string[] | undefined {
    return this.#headers.get(name.toLowerCase());
  }

  setHeader(name: string, value: string | string[]): this {
    this.#headers.set(name.toLowerCase(), value);
    return this;
  }

  json(body: unknown): void {
    this.#body = body;
  }

  send(body: unknown): void {
    this.#body = body;
  }

  end(): void {}

  answer(): AuthAnswer {
    const location = this.#headers.get('location');
    return {
      status: this.#status,
      cookies: [this.#headers.get('set-cookie') ?? []].flat(),
      ...(typeof location === 'string' && { location }),
      ...(this.#body !== undefined && { body: this.#body }),
    };
  }
}
