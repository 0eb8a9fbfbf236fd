/** How far a command may reach: the addresses of a source, or of the server that stands in for it. */
import { SfumatoError } from '@/lib/errors';

import type { Allowed } from './fetch/address';
import type { Source } from './source';

/**
 * Where a source's services lie. With a base URL all of them lie there, each below the path
 * that it has at home.
 * @throws SfumatoError `invalid-input` for a base URL that is none.
 */
export function basesOf(
  { bases }: Source,
  baseUrl: string | undefined,
): (service: string, path: string) => URL {
  const other = baseUrl === undefined ? undefined : parseBase(baseUrl);
  return (service, path) => {
    const home = new URL(bases[service]!);
    return new URL(path, other ? new URL(home.pathname, other) : home);
  };
}

/** The hosts that may be asked; with a base URL its host alone, and that may be a private one. */
export function allowedOf(source: Source, baseUrl: string | undefined): Allowed {
  if (baseUrl !== undefined) return { hosts: new Set(), trusted: parseBase(baseUrl).host };
  const hosts = Object.values(source.bases).map((base) => new URL(base).host);
  return { hosts: new Set([...hosts, ...source.pictureHosts, ...(source.pageHosts ?? [])]) };
}

function parseBase(baseUrl: string): URL {
  if (URL.canParse(baseUrl)) {
    const url = new URL(baseUrl);
    if (/^https?:$/.test(url.protocol)) return url;
  }
  throw new SfumatoError(
    'invalid-input',
    `"${baseUrl}" is no address of a server: write it like http://localhost:8080.`,
  );
}
