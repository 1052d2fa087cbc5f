import { defineConfig } from 'vitest/config';
import main from './vitest.config.ts';

/** Core's suite once more, on the zod that n8n lends to its nodes. */
export default defineConfig({
  ...main,
  resolve: { alias: { 'zod/v4': 'zod-n8n-host/v4' } },
  test: {
    include: ['packages/core/src/**/*.test.ts'],
    setupFiles: ['packages/core/src/testing/expect-zod-host.ts'],
  },
});
