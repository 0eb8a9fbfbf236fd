import { dirname, relative, resolve, sep } from 'node:path';

/**
 * Who may import whom. Imports run one way:
 * app → components → lib/studio → lib/engine → models, and training → models.
 */

const SHARED = ['lib/errors', 'lib/latent', 'lib/image'];

/**
 * What a room may use besides itself. A file belongs to the longest room that its
 * path begins with. Rooms that are not listed here may use anything.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const MAY_USE = {
  'lib/errors': [],
  'lib/latent': ['lib/errors'],
  'lib/image': ['lib/errors', 'lib/latent'],
  'lib/lineage': ['lib/errors', 'lib/latent'],
  models: [...SHARED, 'public'],
  // What an answer is and how it is put into words; of the models, the cards alone.
  'lib/identify': ['lib/errors', 'lib/latent', 'models'],
  // What the Models screen says of a card; pure, so that exports can write what it reads.
  'lib/models-view': ['lib/errors', 'lib/latent', 'models'],
  'lib/engine': [...SHARED, 'models', 'lib/identify'],
  'lib/studio': [...SHARED, 'models', 'lib/engine'],
  // Painting pictures, films and what a camera sees in a style; asks the engine, draws nothing itself.
  'lib/transfer': [...SHARED, 'models', 'lib/identify', 'lib/engine'],
  'lib/server': [
    ...SHARED,
    'models',
    'lib/identify',
    'lib/transfer',
    'lib/lineage',
    'lib/engine',
    'lib/studio',
  ],
  components: [
    ...SHARED,
    'models',
    'lib/models-view',
    'lib/identify',
    'lib/lineage',
    'lib/engine',
    'lib/studio',
    'lib/transfer',
  ],
  app: [
    ...SHARED,
    'models',
    'lib/models-view',
    'lib/identify',
    'lib/lineage',
    'lib/engine',
    'lib/studio',
    'lib/transfer',
    'lib/server',
    'components',
    'public',
  ],
  training: [...SHARED, 'models', 'training/cli', 'training/export', 'training/collect'],
  // Pages of some sources are rendered by the Chromium that the tests use, too.
  'training/collect': [...SHARED, 'training', 'scripts'],
  // Three parts of training meet what serves: the command line draws, judges and paints as the
  // app does, the export writes down what that engine checks itself against, and
  // pictures are measured as the engine puts them before a network.
  'training/cli': [
    ...SHARED,
    'models',
    'lib/identify',
    'lib/engine',
    'lib/transfer',
    'training',
    'training/collect',
    'training/export',
    'training/evaluate',
  ],
  'training/export': [
    ...SHARED,
    'models',
    'lib/models-view',
    'lib/identify',
    'lib/engine',
    'training',
    'training/evaluate',
  ],
  'training/evaluate': [...SHARED, 'models', 'lib/engine', 'training', 'training/export'],
};

const ROOMS = [...Object.keys(MAY_USE), 'lib', 'public', 'scripts', 'tests'];

const REACT = {
  packages: /^(react|react-dom|next)(\/|$)/,
  why: 'it also runs in workers, in Node and in training',
};
const TFJS = {
  packages: /^@tensorflow\//,
  why: 'computing is behind the door of lib/engine',
};

/**
 * Packages that stay out of a room.
 * @type {Readonly<Record<string, readonly { packages: RegExp, why: string }[]>>}
 */
export const STAYS_OUT = {
  'lib/errors': [REACT, TFJS],
  'lib/latent': [REACT, TFJS],
  'lib/image': [REACT, TFJS],
  'lib/identify': [REACT, TFJS],
  'lib/models-view': [REACT, TFJS],
  'lib/lineage': [REACT, TFJS],
  models: [REACT],
  'lib/engine': [REACT],
  'lib/studio': [TFJS],
  'lib/transfer': [REACT, TFJS],
  'lib/server': [TFJS],
  components: [TFJS],
  app: [TFJS],
  training: [REACT],
  'training/collect': [REACT, TFJS],
  'training/cli': [REACT],
  'training/export': [REACT],
  'training/evaluate': [REACT],
};

/**
 * What is wrong with an import.
 * @param {string} root the repository's folder
 * @param {string} file absolute path of the importing file
 * @param {string} specifier as written in the import
 * @returns {string | undefined} a sentence, or undefined when nothing is
 */
export function wrongImport(root, file, specifier) {
  const room = roomOf(relative(root, file));
  const allowed = room === undefined ? undefined : MAY_USE[room];
  if (room === undefined || allowed === undefined) return undefined;

  const target = pathOf(root, file, specifier);
  if (target === undefined) {
    const rule = STAYS_OUT[room]?.find(({ packages }) => packages.test(specifier));
    return rule && `${room} must not import ${specifier}: ${rule.why}.`;
  }
  const other = roomOf(target);
  if (other === undefined || other === room || allowed.includes(other)) return undefined;
  return (
    `${room} must not import from ${other}: imports run app → components → lib/studio → ` +
    'lib/engine → models and training → models.'
  );
}

/**
 * Where an import leads inside the repository; undefined for a package.
 * @param {string} root @param {string} file @param {string} specifier
 */
function pathOf(root, file, specifier) {
  if (specifier.startsWith('@/')) return specifier.slice(2);
  if (/^\.\.?(\/|$)/.test(specifier)) return relative(root, resolve(dirname(file), specifier));
  return undefined;
}

/** @param {string} path relative to the repository's folder @returns {string | undefined} */
function roomOf(path) {
  const clean = path.split(sep).join('/');
  return ROOMS.filter(
    (room) => clean.startsWith(room) && /^([/.]|$)/.test(clean.slice(room.length)),
  )
    .sort((a, b) => b.length - a.length)
    .at(0);
}

/** The ESLint rule; its one option is the repository's folder. @type {import('eslint').Rule.RuleModule} */
export const importDirections = {
  meta: {
    type: 'problem',
    docs: { description: 'Imports run one way through the rooms of the house' },
    schema: [{ type: 'string' }],
  },
  create(context) {
    /** @param {import('estree').Node | null | undefined} source */
    const check = (source) => {
      if (source?.type !== 'Literal' || typeof source.value !== 'string') return;
      const message = wrongImport(context.options[0], context.filename, source.value);
      if (message !== undefined) context.report({ node: source, message });
    };
    return {
      ImportDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
    };
  },
};
