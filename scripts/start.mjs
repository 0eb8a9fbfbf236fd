/**
 * `npm start`: installs what is missing, builds when the sources have changed,
 * serves on PORT (3000) and says where. Only Node's own modules until the
 * packages are installed.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { ensureBuilt, nextEnvironment, serverArguments } from './lib/build.mjs';
import { ensureInstalled, requireNode } from './lib/install.mjs';
import { isFree, whenListening } from './lib/ports.mjs';
import { exitCode, forwardSignals } from './lib/process.mjs';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

requireNode(root);

const port = Number(process.env.PORT || 3000);
if (!Number.isInteger(port) || port < 1 || port > 65535) {
  fail(`PORT is "${process.env.PORT}"; it must be a number from 1 to 65535.`);
}
if (!(await isFree(port))) fail(portTaken());
if (!(await ensureInstalled(root))) process.exit(1);
if (!(await ensureBuilt(root))) fail('The build failed; see the message above.');
if (!(await isFree(port))) fail(portTaken());

const server = spawn(process.execPath, serverArguments(root, port), {
  cwd: root,
  env: nextEnvironment,
  stdio: ['inherit', 'ignore', 'inherit'],
});
forwardSignals(server);
server.on('error', (error) => fail(`The server could not be started: ${error.message}`));
server.on('exit', (code, signal) => process.exit(exitCode(code, signal)));

if (await whenListening(port, () => server.exitCode === null && server.signalCode === null)) {
  console.log(`\nSfumato is at http://localhost:${port} (Ctrl-C ends it)\n`);
}

function portTaken() {
  return `Port ${port} is taken. Choose another one: PORT=${port + 1} npm start`;
}

/** @param {string} sentence @returns {never} */
function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
