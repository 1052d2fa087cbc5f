import { cp, glob, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { defineConfig } from 'rolldown';

const entries = {
  'credentials/ApiInOneApi.credentials': 'credentials/ApiInOneApi.credentials.ts',
  'nodes/Kling/Kling.node': 'nodes/Kling/Kling.node.ts',
  'nodes/KlingTrigger/KlingTrigger.node': 'nodes/KlingTrigger/KlingTrigger.node.ts',
};

/** n8n reads the icons, the codex and the output schemas beside the code. */
const copyStaticFiles = {
  name: 'copy-static-files',
  async writeBundle() {
    for await (const file of glob('{credentials,icons,nodes}/**/*.{svg,json}')) {
      const copy = join('dist', file);
      await mkdir(dirname(copy), { recursive: true });
      await cp(file, copy);
    }
  },
};

/** Readable CommonJS with core inside; n8n itself brings zod and n8n-workflow. */
export default defineConfig({
  input: entries,
  platform: 'node',
  external: ['n8n-workflow', /^zod/],
  // `dev` reads core's sources, so the bundle needs no build of core.
  resolve: { conditionNames: ['dev', 'import', 'node', 'default'] },
  output: {
    dir: 'dist',
    format: 'cjs',
    exports: 'named',
    cleanDir: true,
    entryFileNames: '[name].js',
    // There is one; rolldown would name it after whichever of its modules it sees first.
    chunkFileNames: 'shared/shared.js',
    minify: false,
  },
  plugins: [copyStaticFiles],
});
