import type { AuthOptions, CookieOption, LoggerInstance } from 'next-auth';

import { log } from '../log/logger';
import { createAdapter } from './adapter';
import { cookieName } from './cookies';
import { authProviders } from './providers';
import { authSecret } from './secret';
import { SESSION_DAYS } from './sessions';
import { authSettings } from './settings';
import { isSecureSite, ownPath } from './site';
import { newToken } from './tokens';

/** The page that signs in, and says what went wrong. */
export const SIGN_IN_PAGE = '/sign-in';

const QUARTER_HOUR = 15 * 60;

export interface AuthContext {
  /** What a session that begins now is called in its owner's list. */
  readonly device: string;
  readonly linkOrigin: () => string;
}

/** next-auth's options for one request. */
export function authOptions({ device, linkOrigin }: AuthContext): AuthOptions {
  return {
    adapter: createAdapter(device),
    providers: authProviders(authSettings(), linkOrigin),
    secret: authSecret(process.env, process.cwd()),
    useSecureCookies: isSecureSite(),
    cookies: {
      sessionToken: cookie('session'),
      callbackUrl: cookie('going-to'),
      csrfToken: cookie('csrf'),
      pkceCodeVerifier: cookie('pkce', QUARTER_HOUR),
      state: cookie('state', QUARTER_HOUR),
      nonce: cookie('nonce', QUARTER_HOUR),
    },
    session: {
      strategy: 'database',
      maxAge: SESSION_DAYS * 24 * 60 * 60,
      generateSessionToken: newToken,
    },
    pages: { signIn: SIGN_IN_PAGE, error: SIGN_IN_PAGE, verifyRequest: SIGN_IN_PAGE },
    callbacks: {
      redirect: ({ url, baseUrl }) => {
        const path = url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url;
        return `${baseUrl}${ownPath(path)}`;
      },
    },
    events: {
      signIn: ({ account, isNewUser }) =>
        log().info({ event: 'signed-in', by: account?.provider, isNewUser: isNewUser ?? false }),
    },
    logger,
  };
}

function cookie(name: string, maxAge?: number): CookieOption {
  return {
    name: cookieName(name),
    options: {
      httpOnly: true,
      // Lax, not strict: whoever comes by a link from elsewhere is still signed in, and
      // providers send people back from theirs.
      sameSite: 'lax',
      path: '/',
      secure: isSecureSite(),
      ...(maxAge !== undefined && { maxAge }),
    },
  };
}

/** next-auth's own log would write addresses and whole profiles to the console. */
const logger: LoggerInstance = {
  error: (code, metadata) => log().error({ event: 'auth-error', code, err: errorIn(metadata) }),
  warn: (code) => log().warn({ event: 'auth-warning', code }),
  debug: () => {},
};

function errorIn(metadata: unknown): unknown {
  if (metadata instanceof Error) return metadata;
  const { error } = (metadata ?? {}) as { error?: unknown };
  return error instanceof Error ? error : undefined;
}
