import pino, { type DestinationStream, type Logger } from 'pino';

/** One for the process: bundled routes may each have a copy of this module. */
const SHARED = Symbol.for('sfumato.log');
type Shared = typeof globalThis & { [SHARED]?: Logger };

const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'];

/**
 * The server's log: a line of JSON an event, on the standard error output. What is written
 * says what happened, never to whom: no addresses of people or machines, no names, titles,
 * codes, ids or tokens.
 */
export function log(): Logger {
  return ((globalThis as Shared)[SHARED] ??= createLogger(
    process.env['SFUMATO_LOG'],
    // Written at once: the last line before an end is the one that matters.
    pino.destination({ dest: 2, sync: true }),
  ));
}

/** @param level one of LEVELS; anything else means `warn` */
export function createLogger(level: string | undefined, destination: DestinationStream): Logger {
  return pino(
    {
      level: level !== undefined && LEVELS.includes(level) ? level : 'warn',
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeError },
      // pino would take an error's sentence as the line's own, past the serializer.
      errorKey: 'never',
    },
    destination,
  );
}

/** An error without what others may have written into it. */
export function describeError(thrown: unknown): unknown {
  if (!(thrown instanceof Error)) return undefined;
  const { name, message, stack, cause } = thrown;
  return {
    name,
    ...('code' in thrown && { code: String(thrown.code) }),
    message: withoutAddresses(message),
    stack: withoutAddresses(stack ?? ''),
    ...(cause instanceof Error && { cause: describeError(cause) }),
  };
}

/** Mail servers like to repeat whom a mail was for. */
function withoutAddresses(text: string): string {
  return text.replace(/[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(\.[\w-]+)+/g, '[address]');
}
