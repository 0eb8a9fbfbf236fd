import { Command, CommanderError } from 'commander';

import { toSfumatoError } from '@/lib/errors';

import { goWhereCalled } from './places';

type Register = (program: Command) => void;

/** In the order of the help. A command loads when it is asked for: all of them take seconds. */
const COMMANDS = new Map<string, () => Promise<Register>>([
  ['models', async () => (await import('./models')).addModelsCommand],
  ['collect', async () => (await import('./collect')).addCollectCommand],
  ['explore', async () => (await import('./explore')).addExploreCommand],
  ['curate', async () => (await import('./curate')).addCurateCommand],
  ['label', async () => (await import('./label')).addLabelCommand],
  ['generate', async () => (await import('./generate')).addGenerateCommand],
  ['identify', async () => (await import('./identify')).addIdentifyCommand],
  ['styles', async () => (await import('./styles')).addStylesCommand],
  ['stylize', async () => (await import('./stylize')).addStylizeCommand],
  ['train', async () => (await import('./train')).addTrainCommands],
  ['evaluate', async () => (await import('./evaluate')).addEvaluateCommands],
  ['directions', async () => (await import('./directions')).addDirectionsCommand],
  ['export', async () => (await import('./export')).addExportCommand],
  ['describe', async () => (await import('./describe')).addDescribeCommand],
]);

// Whoever reads (`| head`) has seen enough: the end, as a pipe's signal (13) makes it for others.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(128 + 13);
});

const program = new Command('sfumato')
  .description('Trains the networks of Sfumato and draws with them.')
  .showHelpAfterError('(add --help for what can be given)')
  .exitOverride();

const asked = COMMANDS.get(process.argv[2] ?? '');
for (const load of asked ? [asked] : COMMANDS.values()) (await load())(program);

try {
  goWhereCalled();
  await program.parseAsync(process.argv);
} catch (thrown) {
  if (thrown instanceof CommanderError) {
    // Commander has printed its message or the help already.
    process.exitCode = thrown.exitCode;
  } else {
    const error = toSfumatoError(thrown);
    process.stderr.write(`${error.message}\n`);
    if (process.env['SFUMATO_DEBUG']) process.stderr.write(`${error.stack}\n${error.cause}\n`);
    process.exitCode = error.code === 'cancelled' ? 130 : 1;
  }
}
