import { defineConfig } from 'vitest/config';
import main from './vitest.config.ts';

/** Core's own suite, every branch of it taken. */
export default defineConfig({
  ...main,
  test: {
    include: ['packages/core/src/**/*.test.ts'],
    coverage: {
      provider: 'v8',
      include: ['packages/core/src/**'],
      exclude: ['**/*.test.ts', '**/testing/**'],
      thresholds: { branches: 100, functions: 100, lines: 100, statements: 100 },
    },
  },
});
