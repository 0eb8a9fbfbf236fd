import { notFound, redirect } from 'next/navigation';

import { pathOfLink } from './links';

/**
 * Sends a whole link that was opened on the wrong screen to its own, which knows what to do
 * with it. All other links lead nowhere; `not-found.tsx` says what is wrong with them.
 * @param screen the path that it was opened below, e.g. "/walk".
 */
export function sendOn(code: string, screen: string): never {
  const path = pathOfLink(code);
  if (path !== undefined && path !== `${screen}/${code}`) redirect(path);
  notFound();
}
