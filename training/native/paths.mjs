/** Where things lie, relative to this file, so that a copy of the folder works on its own copy. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder training/. */
export const TRAINING = dirname(dirname(fileURLToPath(import.meta.url)));
/** The project's root. */
export const ROOT = dirname(TRAINING);

/** @typedef {'@tensorflow/tfjs-node' | '@tensorflow/tfjs-node-gpu'} NativePackage */

/** @param {NativePackage} name */
export const packageFolder = (name) => join(TRAINING, 'node_modules', ...name.split('/'));

/** The addon of a package, for the version of Node's interface that tfjs-node asks for. @param {NativePackage} name */
export const bindingFile = (name) =>
  join(packageFolder(name), 'lib', `napi-v${NAPI_VERSION}`, 'tfjs_binding.node');

/** tfjs-node 4.22 looks for a binding of the newest interface it knows, 8, on every Node from 16 on. */
export const NAPI_VERSION = 8;

/** @param {string} file @returns {Record<string, any>} */
export const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** A failure with a sentence that says what to do. The script prints it without a stack. */
export class InstallError extends Error {}
