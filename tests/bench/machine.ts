/** Where and when something was measured: without it, a figure means nothing. */
import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  readonly node: string;
  /** Of the sources; absent outside of a repository. */
  readonly commit?: string;
}

export function describeMachine(root: string): Machine {
  const commit = commitOf(root);
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: process.versions.node,
    ...(commit === undefined ? {} : { commit }),
  };
}

/** Processes that ran or waited to, over the last minute; undefined where the system does not count. */
export function load(): number | undefined {
  return process.platform === 'win32' ? undefined : loadavg()[0];
}

function commitOf(root: string): string | undefined {
  try {
    const git = (...args: string[]) =>
      execFileSync('git', args, {
        cwd: root,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
    const changed = git('status', '--porcelain').trim() !== '';
    return git('rev-parse', '--short', 'HEAD').trim() + (changed ? ' with changes' : '');
  } catch {
    return undefined; // no git, or no repository: the sources came some other way
  }
}
