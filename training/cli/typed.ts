/** Commands as cards keep them. */
import type { Command } from 'commander';

/** Options whose values are places on somebody's machine: a card keeps that they were given. */
const PLACES = new Set(['data', 'features', 'heldOut', 'run', 'strangers']);
/** Options that change no number. */
const SILENT = new Set(['modelsDir', 'backend', 'json', 'sheet', 'dryRun']);

/**
 * The command with the options that were given, as a card keeps it.
 * @param start what comes before the options.
 */
export function typed(start: string, command: Command): string {
  const parts = command.options.flatMap((option) => {
    const name = option.attributeName();
    if (SILENT.has(name) || command.getOptionValueSource(name) !== 'cli') return [];
    const value: unknown = command.getOptionValue(name);
    if (PLACES.has(name)) return [`${option.long} …`];
    return [value === true ? `${option.long}` : `${option.long} ${String(value)}`];
  });
  return [start, ...parts].join(' ');
}
