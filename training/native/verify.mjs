/** Loads a binding in a process of its own, where a crash does no harm, and computes with it. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

import { bindingFile, packageFolder, TRAINING } from './paths.mjs';

/** Runs in the child: the gradient of Σ conv(x, w)² at ones, whose value is known. */
const PROGRAM = String.raw`
const util = require('node:util');
util.isNullOrUndefined ??= (value) => value === null || value === undefined;
util.isArray ??= Array.isArray;
const core = require('@tensorflow/tfjs-core');
const native = require(process.argv[1]);
const backend = core.findBackend('tensorflow');
if (!backend) throw new Error('it brought its own copy of tfjs-core');
const x = core.ones([1, 3, 3, 1]);
const slope = native.grad((w) => core.sum(core.square(core.conv2d(x, w, 1, 'valid'))))(core.ones([3, 3, 1, 1]));
if (slope.dataSync().some((value) => value !== 18)) throw new Error('it computes wrong numbers');
console.log('verified:' + JSON.stringify({ tensorflow: backend.binding.TF_Version, gpu: backend.isUsingGpuDevice }));
`;

/**
 * @param {import('./paths.mjs').NativePackage} name
 * @returns {{ ok: true, tensorflow: string, gpu: boolean } | { ok: false, reason: string }}
 */
export function verify(name) {
  if (!existsSync(packageFolder(name))) return { ok: false, reason: 'not installed' };
  if (!existsSync(bindingFile(name))) return { ok: false, reason: 'installed, without a binding' };
  const child = spawnSync(process.execPath, ['-e', PROGRAM, packageFolder(name)], {
    cwd: TRAINING,
    encoding: 'utf8',
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2' },
  });
  const answer = /^verified:(.*)$/m.exec(child.stdout);
  if (answer?.[1] !== undefined) return { ok: true, ...JSON.parse(answer[1]) };
  const error = /^\w*Error: (.*)$/m.exec(child.stderr)?.[1];
  return { ok: false, reason: error ?? `the process ended with ${child.signal ?? child.status}` };
}
