import '@fontsource-variable/instrument-sans/wght.css';
import './globals.css';

import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';

import { Header } from '@/components/shell/header';
import { Providers } from '@/components/shell/providers';
import { SkipLink } from '@/components/shell/skip-link';
import { THEME_SCRIPT } from '@/components/shell/theme-script';

import { siteUrl } from './site-url';

const description =
  'An instrument for artists: play the space between paintings. Mix painters, walk between pictures, share the way.';

export async function generateMetadata(): Promise<Metadata> {
  return {
    metadataBase: await siteUrl(),
    applicationName: 'Sfumato',
    title: { default: 'Sfumato', template: '%s · Sfumato' },
    description,
    openGraph: { siteName: 'Sfumato', title: 'Sfumato', description, type: 'website' },
    twitter: { card: 'summary_large_image' },
    appleWebApp: { title: 'Sfumato', statusBarStyle: 'black-translucent' },
    formatDetection: { telephone: false },
  };
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f1f1f1' },
    { media: '(prefers-color-scheme: dark)', color: '#101010' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? undefined;
  return (
    // The theme script sets the class before the first paint, so server and browser differ here.
    <html lang="en" suppressHydrationWarning>
      <head>
        <script
          nonce={nonce}
          suppressHydrationWarning
          dangerouslySetInnerHTML={{ __html: THEME_SCRIPT }}
        />
      </head>
      <body className="flex flex-col bg-ground font-sans text-ink antialiased">
        <Providers nonce={nonce}>
          <SkipLink />
          <Header />
          <main id="main" tabIndex={-1} className="flex grow flex-col outline-none">
            {children}
          </main>
        </Providers>
      </body>
    </html>
  );
}
