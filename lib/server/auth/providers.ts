import type { EmailConfig } from 'next-auth/providers/email';
import type { OAuthConfig, Provider } from 'next-auth/providers/index';

import { LINK_MINUTES, sendLink } from './mail';
import type { AuthSettings, ProviderKey } from './settings';
import { newToken } from './tokens';

/** Where the page is that takes a link's secret. */
export const LINK_PAGE = '/sign-in/link';

/**
 * The ways to sign in that the settings allow; by e-mail always.
 * @param linkOrigin what a link begins with
 */
export function authProviders(settings: AuthSettings, linkOrigin: () => string): Provider[] {
  return [
    byEmail(settings, linkOrigin),
    ...(settings.github ? [byGitHub(settings.github)] : []),
    ...(settings.google ? [byGoogle(settings.google)] : []),
  ];
}

function byEmail({ mail }: AuthSettings, linkOrigin: () => string): EmailConfig {
  return {
    id: 'email',
    type: 'email',
    name: 'Email',
    server: '',
    from: '',
    maxAge: LINK_MINUTES * 60,
    generateVerificationToken: newToken,
    // What follows the # stays in the browser: the secret reaches no server's log and no
    // program that only looks where links in mails lead.
    sendVerificationRequest: ({ identifier, token }) =>
      sendLink(mail, { to: identifier, link: `${linkOrigin()}${LINK_PAGE}#${token}` }),
    options: {},
  };
}

/**
 * Providers are asked for nothing but a number that is always the same for the same account.
 * An address from them would be their word only, and could take over somebody's account here.
 */
function byGitHub(key: ProviderKey): OAuthConfig<{ id: number }> {
  return {
    id: 'github',
    name: 'GitHub',
    type: 'oauth',
    issuer: 'https://github.com/login/oauth',
    authorization: {
      url: 'https://github.com/login/oauth/authorize',
      params: { scope: 'read:user' },
    },
    token: 'https://github.com/login/oauth/access_token',
    userinfo: 'https://api.github.com/user',
    checks: ['pkce', 'state'],
    profile: ({ id }) => ({ id: String(id) }),
    ...key,
  };
}

function byGoogle(key: ProviderKey): OAuthConfig<{ sub: string }> {
  return {
    id: 'google',
    name: 'Google',
    type: 'oauth',
    wellKnown: 'https://accounts.google.com/.well-known/openid-configuration',
    authorization: { params: { scope: 'openid' } },
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    profile: ({ sub }) => ({ id: sub }),
    ...key,
  };
}
