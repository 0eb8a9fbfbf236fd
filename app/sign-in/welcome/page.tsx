import type { Metadata } from 'next';

import { Welcome } from '@/components/account/welcome';
import { ownPath } from '@/lib/server/auth/site';

interface WelcomeProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const metadata: Metadata = { title: 'Signed in', robots: { index: false } };

export default async function WelcomePage({ searchParams }: WelcomeProps) {
  const { to } = await searchParams;
  const path = ownPath(typeof to === 'string' ? to : undefined);
  // Whoever came from nowhere in particular sees their account.
  return <Welcome goingTo={path === '/' ? '/account' : path} />;
}
