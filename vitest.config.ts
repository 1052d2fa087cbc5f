import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';

const n8n = createRequire(new URL('packages/n8n-nodes-kling/package.json', import.meta.url));

/** The main ring of tests. Those of built artefacts need `pnpm build` first, as `pnpm test` does. */
export default defineConfig({
  ssr: { resolve: { conditions: ['dev', 'node', 'module'] } },
  // The copy that n8n's engine uses; the other build of the package has error classes of its own.
  resolve: { alias: { 'n8n-workflow': n8n.resolve('n8n-workflow') } },
  test: {
    // n8n's linter takes every .ts of its package for part of the node, so tests there are .mts.
    include: ['packages/*/{src,test,scripts}/**/*.test.{ts,mts}'],
    globalSetup: ['packages/e2e/src/testing/one-temporary-folder.ts'],
    // Scenarios mostly wait for a process of their own.
    maxWorkers: 4,
    // A guard against hanging, not a measure: machines differ.
    testTimeout: 30_000,
  },
});
