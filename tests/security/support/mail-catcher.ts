import { createServer, type AddressInfo, type Socket } from 'node:net';

/** A mail as a server is given it. */
export interface CaughtMail {
  /** `MAIL FROM` and `RCPT TO`, as they were sent. */
  readonly envelope: readonly string[];
  readonly text: string;
}

export interface MailCatcher {
  readonly url: string;
  readonly mails: readonly CaughtMail[];
  close(): Promise<void>;
}

/** A mail server (RFC 5321) that takes everything and delivers nothing. */
export async function startMailCatcher(): Promise<MailCatcher> {
  const mails: CaughtMail[] = [];
  const server = createServer((socket) => receive(socket, (mail) => mails.push(mail)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mails,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function receive(socket: Socket, caught: (mail: CaughtMail) => void): void {
  let envelope: string[] = [];
  let text: string | undefined;
  let rest = '';
  const say = (line: string) => socket.write(`${line}\r\n`);
  say('220 here');
  socket.on('error', () => socket.destroy());
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\r\n');
    rest = lines.pop()!;
    for (const line of lines) {
      if (text !== undefined) {
        if (line !== '.') text += `${line}\n`;
        else {
          caught({ envelope, text });
          [envelope, text] = [[], undefined];
          say('250 taken');
        }
      } else if (/^(MAIL|RCPT) /i.test(line)) {
        envelope.push(line);
        say('250 good');
      } else if (/^DATA$/i.test(line)) {
        text = '';
        say('354 go on');
      } else if (/^QUIT$/i.test(line)) {
        say('221 bye');
        socket.end();
      } else say('250 good');
    }
  });
}
