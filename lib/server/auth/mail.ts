import { createTransport } from 'nodemailer';

import type { MailSettings } from './settings';

/** How long a link for signing in works. */
export const LINK_MINUTES = 10;

export interface SignInLink {
  /** Whom it is for; an address that was checked. */
  readonly to: string;
  readonly link: string;
}

/** By mail, or, where there is none, on the console of whoever runs the server. */
export function sendLink(settings: MailSettings | undefined, message: SignInLink): Promise<void> {
  return settings ? mailLink(settings, message) : printLink(message);
}

async function mailLink({ url, from }: MailSettings, { to, link }: SignInLink): Promise<void> {
  const transport = createTransport({
    url,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    // A message is what is written here, and never a file or another server's answer.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({
      from,
      // An object is one address, whatever is in it; a text could be read as several.
      to: { name: '', address: to },
      subject: 'Your link to Sfumato',
      text: [
        'This link signs you in to Sfumato:',
        '',
        link,
        '',
        `It works once, within ${LINK_MINUTES} minutes. If you did not ask for it, leave it`,
        'alone: nothing happens.',
        '',
      ].join('\n'),
    });
  } finally {
    transport.close();
  }
}

async function printLink({ to, link }: SignInLink): Promise<void> {
  // To the person at the console, so not a line of the log.
  process.stderr.write(`\nSign-in link for ${to} (${LINK_MINUTES} minutes):\n  ${link}\n\n`);
}
