import { SfumatoError } from '@/lib/errors';

type Environment = Readonly<Record<string, string | undefined>>;

/** The key with which a provider knows this server. */
export interface ProviderKey {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** How links for signing in leave this server. */
export interface MailSettings {
  /** `smtp://user:password@host:587` */
  readonly url: string;
  readonly from: string;
}

export interface AuthSettings {
  /** Without it links are printed on the server's console. */
  readonly mail?: MailSettings;
  readonly github?: ProviderKey;
  readonly google?: ProviderKey;
}

/**
 * Reads `SMTP_URL`, `SMTP_FROM` and the providers' keys. Empty counts as missing.
 * @throws SfumatoError `unavailable` for an `SMTP_URL` that is none; it is not repeated,
 * because it may hold a password
 */
export function authSettings(environment: Environment = process.env): AuthSettings {
  const mail = mailSettings(environment);
  const github = providerKey(environment, 'GITHUB_ID', 'GITHUB_SECRET');
  const google = providerKey(environment, 'GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET');
  return { ...(mail && { mail }), ...(github && { github }), ...(google && { google }) };
}

function mailSettings(environment: Environment): MailSettings | undefined {
  const url = environment['SMTP_URL']?.trim();
  if (!url) return undefined;
  if (!/^smtps?:\/\//i.test(url) || !URL.canParse(url)) {
    throw new SfumatoError(
      'unavailable',
      'SMTP_URL must read smtp://user:password@host:587, or smtps://…:465. Leave it out to have links printed on the console.',
    );
  }
  const from = environment['SMTP_FROM']?.trim();
  return { url, from: from || `Sfumato <sfumato@${new URL(url).hostname}>` };
}

function providerKey(
  environment: Environment,
  idName: string,
  secretName: string,
): ProviderKey | undefined {
  const [clientId, clientSecret] = [environment[idName], environment[secretName]];
  return clientId && clientSecret ? { clientId, clientSecret } : undefined;
}
