/**
 * `npm run native` in training/: native TensorFlow for the back ends `node` and `node-gpu`.
 * May be run again at any time; what is in order stays as it is.
 */
import { parseArgs } from 'node:util';

import { download } from './official.mjs';
import { duplicates, installPackage } from './packages.mjs';
import { InstallError } from './paths.mjs';
import { verify } from './verify.mjs';
import { compileBinding, findWheel } from './wheel.mjs';

const HELP = `Usage: npm run native -- [--gpu] [--wheel [FOLDER]] [--check]

Installs tfjs-node and connects it to a TensorFlow library: the official download
(2.9.1) or, where that fails, the library inside an installed TensorFlow wheel.

  --gpu             tfjs-node-gpu instead, for NVIDIA GPUs
  --wheel [FOLDER]  do not download; link to the wheel that Python imports, or to the
                    folder "tensorflow" named here
  --check           change nothing; report what is there (status 1 if it does not work)
  --help            this text`;

function main() {
  const { values, positionals } = parseArgs({
    options: {
      gpu: { type: 'boolean', default: false },
      wheel: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
    allowPositionals: true,
  });
  if (positionals.length > (values.wheel ? 1 : 0)) {
    throw new InstallError(`"${positionals.at(-1)}" is one word too many. See --help.`);
  }
  if (values.help) console.log(HELP);
  else if (values.check) process.exitCode = check(values.gpu);
  else install(values.gpu, values.wheel, positionals[0]);
}

/** @param {boolean} gpu @param {boolean} wheelOnly @param {string | undefined} folder */
function install(gpu, wheelOnly, folder) {
  const name = gpu ? '@tensorflow/tfjs-node-gpu' : '@tensorflow/tfjs-node';
  // A wrong folder should not cost a download first.
  const wheel = wheelOnly ? findWheel(folder) : undefined;
  installPackage(name);
  if (wheel === undefined && verify(name).ok) {
    report(name, 'was there already');
    return;
  }
  if (wheel === undefined) {
    const problem = download(name) ?? reasonOf(verify(name));
    if (problem === undefined) {
      report(name, 'uses the official libtensorflow');
      return;
    }
    console.log(`The official library is no way here: ${problem}`);
    console.log('Looking for the one in an installed TensorFlow wheel.');
  }
  const library = wheel ?? findWheel(undefined);
  compileBinding(name, library);
  report(name, `uses the TensorFlow in ${library}`);
}

/** @param {ReturnType<typeof verify>} result */
function reasonOf(result) {
  return result.ok ? undefined : result.reason;
}

/**
 * Verifies once more and says what there is now.
 *
 * @param {import('./paths.mjs').NativePackage} name
 * @param {string} how
 */
function report(name, how) {
  const result = verify(name);
  if (!result.ok) {
    throw new InstallError(
      `${name} is in place but does not work: ${result.reason}. If a library is missing, install it; ` +
        'else try another TensorFlow wheel with --wheel FOLDER.',
    );
  }
  console.log(`${name} ${how}: TensorFlow ${result.tensorflow}, checked by a small computation.`);
  if (name.endsWith('-gpu') && !result.gpu) {
    throw new InstallError(
      'TensorFlow found no GPU it can use. Its messages say why: TF_CPP_MIN_LOG_LEVEL=0 npm run sfumato -- ' +
        'train gan --backend node-gpu. libtensorflow 2.9.1 wants CUDA 11.2 and cuDNN 8.1; for newer GPUs ' +
        "install a wheel with its CUDA libraries (pip install 'tensorflow[and-cuda]') and use --wheel.",
    );
  }
  const backend = name.endsWith('-gpu') ? 'node-gpu' : 'node';
  console.log(`The back end "${backend}" can be used now.`);
}

/** @param {boolean} gpu @returns {number} the exit status */
function check(gpu) {
  const results = {
    node: verify('@tensorflow/tfjs-node'),
    'node-gpu': verify('@tensorflow/tfjs-node-gpu'),
  };
  for (const [backend, result] of Object.entries(results)) {
    const state = result.ok
      ? `works, TensorFlow ${result.tensorflow}${backend === 'node-gpu' && !result.gpu ? ', but without a GPU' : ''}`
      : result.reason;
    console.log(`${backend}: ${state}`);
  }
  const extra = duplicates();
  if (extra.length > 0) {
    console.log(
      `Second copies of tfjs that must go (npm run native removes them): ${extra.join(', ')}`,
    );
  }
  const wanted = gpu ? results['node-gpu'].ok && results['node-gpu'].gpu : results.node.ok;
  return wanted && extra.length === 0 ? 0 : 1;
}

try {
  main();
} catch (thrown) {
  // An unknown option is the caller's mistake, too; everything else is ours and shows its stack.
  const known = thrown instanceof InstallError || String(thrown?.code).startsWith('ERR_PARSE_ARGS');
  if (!known) throw thrown;
  console.error(thrown.message);
  process.exitCode = 1;
}
