import { defineConfig } from 'rolldown';
import { licenceNotices } from './scripts/licence-notices.ts';

/**
 * The toolkit brings an HTTP client for tokens we never ask for; nothing of it runs unasked. A
 * rule, not a function, which would overrule the settings of the other packages: the post
 * step would load the client then.
 */
const idleUnlessCalled = { test: /node_modules\/(@actions|tunnel|undici@6)/, sideEffects: false };

/**
 * One build for both steps, so what they share is written once. @actions/github and
 * @actions/cache are imported where they are used, and come in files of their own. No file may
 * import main.mjs: it waits for the whole step, and a file that waits for it from within waits for
 * ever. A test looks at the build for all that.
 */
export default defineConfig({
  input: { main: 'src/main.ts', post: 'src/post.ts' },
  platform: 'node',
  tsconfig: false,
  // `dev` reads core's sources, so the bundle needs no build of core.
  resolve: { conditionNames: ['dev', 'import', 'node', 'default'] },
  plugins: [licenceNotices('THIRD-PARTY-NOTICES.txt')],
  treeshake: { moduleSideEffects: [idleUnlessCalled] },
  output: {
    dir: 'dist',
    cleanDir: true,
    entryFileNames: '[name].mjs',
    // Without a hash: the names of a release's files show what is in them.
    chunkFileNames: '[name].mjs',
    format: 'esm',
    minify: true,
  },
});
