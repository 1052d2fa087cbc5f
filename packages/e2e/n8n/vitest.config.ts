import { defineConfig } from 'vitest/config';

/** The slow tests: a real n8n, its node and the sandbox; two cores are enough for one file at a time. */
export default defineConfig({
  ssr: { resolve: { conditions: ['dev', 'node', 'module'] } },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/template.global.ts'],
    fileParallelism: false,
    isolate: true,
    testTimeout: 200_000,
    hookTimeout: 180_000,
    teardownTimeout: 30_000,
    reporters: ['verbose'],
  },
});
