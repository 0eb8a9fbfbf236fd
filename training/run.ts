/** A run: one training in one numbered folder with its options, metrics, sheets and snapshots. */
import { appendFile, mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

import { SfumatoError } from '@/lib/errors';

import { writeWhole } from './write-whole';

export class Run {
  private constructor(readonly folder: string) {}

  /** `<parent>/<number>-<name>`, the number one above the highest there is. */
  static async create(parent: string, name: string, options: unknown): Promise<Run> {
    await mkdir(parent, { recursive: true });
    const numbers = (await readdir(parent)).map((entry) => Number.parseInt(entry, 10) || 0);
    const number = String(Math.max(0, ...numbers) + 1).padStart(3, '0');
    const run = new Run(path.join(parent, `${number}-${name}`));
    await mkdir(run.folder);
    await run.writeOptions(options);
    return run;
  }

  /** @throws SfumatoError `not-found` if the folder is no run. */
  static async open(folder: string): Promise<{ run: Run; options: unknown }> {
    const run = new Run(folder);
    try {
      return { run, options: JSON.parse(await readFile(run.file('options.json'), 'utf8')) };
    } catch (cause) {
      throw new SfumatoError('not-found', `${folder} is not the folder of a run.`, { cause });
    }
  }

  writeOptions(options: unknown): Promise<void> {
    return this.writeWhole('options.json', `${JSON.stringify(options, null, 2)}\n`);
  }

  file(name: string): string {
    return path.join(this.folder, name);
  }

  /** One line of `metrics.jsonl`. */
  async log(metrics: Record<string, number | string>): Promise<void> {
    await appendFile(this.file('metrics.jsonl'), `${JSON.stringify(metrics)}\n`);
  }

  /** Forgets what was logged after a checkpoint that is gone on from. */
  async dropMetricsAfter(imagesSeen: number): Promise<void> {
    const text = await readFile(this.file('metrics.jsonl'), 'utf8').catch(() => '');
    const kept = text.split('\n').filter((line) => {
      // A kill may have cut the last line short.
      const match = /"imagesSeen":(\d+).*\}$/.exec(line);
      return match !== null && Number(match[1]) <= imagesSeen;
    });
    await this.writeWhole('metrics.jsonl', kept.map((line) => `${line}\n`).join(''));
  }

  /** Writes a file of the run as `writeWhole` does. */
  writeWhole(name: string, data: Uint8Array | string): Promise<void> {
    return writeWhole(this.file(name), data);
  }
}
