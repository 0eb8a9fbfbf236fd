import { describe, expect, it } from 'vitest';

import { pagePolicy, workerPolicy } from './headers.mjs';

/** Directive → sources. */
function parse(policy: string): Record<string, string[]> {
  return Object.fromEntries(
    policy.split('; ').map((directive) => {
      const [name, ...sources] = directive.split(' ');
      return [name!, sources];
    }),
  );
}

describe('the policy of a page', () => {
  const policy = parse(pagePolicy('bm9uY2U=', false));

  it('runs scripts of this origin or with the nonce, and no others', () => {
    expect(policy['script-src']).toEqual(["'self'", "'nonce-bm9uY2U='", "'wasm-unsafe-eval'"]);
  });

  it('asks nothing of another origin', () => {
    const sources = Object.values(policy).flat();
    for (const source of sources) {
      expect(source).toMatch(
        /^'(self|none|nonce-[^']+|wasm-unsafe-eval|unsafe-inline)'$|^(blob|data):$/,
      );
    }
    expect(policy['default-src']).toEqual(["'self'"]);
    expect(policy['connect-src']).toEqual(["'self'"]);
    expect(policy['worker-src']).toEqual(["'self'"]);
  });

  it('allows inline styles as attributes only', () => {
    const inline = Object.keys(policy).filter((name) => policy[name]!.includes("'unsafe-inline'"));
    expect(inline).toEqual(['style-src-attr']);
  });

  it('is not framed, and loads no plugins', () => {
    expect(policy['frame-ancestors']).toEqual(["'none'"]);
    expect(policy['object-src']).toEqual(["'none'"]);
    expect(policy['base-uri']).toEqual(["'none'"]);
  });
});

describe('the policy of a worker', () => {
  it('lets it compile wasm and fetch from this origin', () => {
    const policy = parse(workerPolicy[0]!.value);
    expect(policy['default-src']).toEqual(["'none'"]);
    expect(policy['script-src']).toEqual(["'self'", "'wasm-unsafe-eval'"]);
    expect(policy['connect-src']).toEqual(["'self'"]);
  });
});
