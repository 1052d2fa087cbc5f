import { defineConfig } from 'rolldown';

/** @actions/core brings an HTTP client for tokens we never ask for; nothing of it runs unasked. */
const idleUnlessCalled = /node_modules\/(@actions|tunnel|undici@6)/;

const shared = defineConfig({
  platform: 'node',
  tsconfig: false,
  // `dev` reads core's sources, so that the bundle needs no build of core.
  resolve: { conditionNames: ['dev', 'import', 'node', 'default'] },
  treeshake: {
    moduleSideEffects: (id) => !idleUnlessCalled.test(id),
  },
});

const output = {
  dir: 'dist',
  entryFileNames: '[name].mjs',
  format: 'esm',
  minify: true,
  codeSplitting: false,
} as const;

/** Two bundles, so that the post step never loads the client. */
export default defineConfig([
  { ...shared, input: { main: 'src/main.ts' }, output: { ...output, cleanDir: true } },
  { ...shared, input: { post: 'src/post.ts' }, output },
]);
