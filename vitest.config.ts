import { defineConfig } from 'vitest/config';

/** The main ring of tests: everything that needs no built artefact of another package's. */
export default defineConfig({
  ssr: { resolve: { conditions: ['dev', 'node', 'module'] } },
  test: {
    include: ['packages/*/{src,test}/**/*.test.{ts,mts}'],
    // Scenarios mostly wait for a process of their own.
    maxWorkers: 4,
    // A guard against hanging, not a measure: machines differ.
    testTimeout: 30_000,
  },
});
