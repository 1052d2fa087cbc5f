import { globSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig, type Plugin, type TestProjectInlineConfiguration } from 'vitest/config';

const packages = join(import.meta.dirname, 'packages');
const n8nPackage = join(packages, 'n8n-nodes-kling');
const buildBundle = join(packages, 'e2e/src/testing/build-bundle.ts');

/** What takes minutes has this in its name and is no part of `test`. */
const longTests = 'src/**/*.long.test.ts';

const cores = availableParallelism();

/**
 * Every test of the workspace but those of packages/e2e/n8n, which has a lockfile of its own.
 *
 * No project isolates its files: a worker runs one after another, which takes less than half of the
 * time. So a test leaves process.env, globals and the state of modules as it found them.
 */
const projects = {
  core: {
    test: { root: join(packages, 'core'), include: ['src/**/*.test.ts'] },
  },
  /** Core's tests again, on the zod that n8n provides to its nodes. */
  'core-zod3': {
    resolve: { alias: { 'zod/v4': 'zod-n8n-host/v4' } },
    test: {
      root: join(packages, 'core'),
      include: ['src/**/*.test.ts'],
      // Slow, and the same on every zod: long texts, and programs of their own, which load zod 4.
      exclude: [
        'src/linear-time.test.ts',
        'src/node/ledger/{file-ledger-race,program-killed}.test.ts',
      ],
      setupFiles: [join(packages, 'core/src/testing/expect-zod-host.ts')],
    },
  },
  action: {
    test: { root: join(packages, 'action'), include: ['{src,scripts}/**/*.test.ts'] },
  },
  docs: {
    test: { root: join(import.meta.dirname, 'docs'), include: ['.vitepress/**/*.test.ts'] },
  },
  sandbox: {
    test: { root: join(packages, 'sandbox'), include: ['src/**/*.test.ts'] },
  },
  n8n: {
    plugins: [
      watchBundle({
        loadedBy: join(n8nPackage, 'test/engine/node-types.mts'),
        sources: '{core/src,n8n-nodes-kling/{credentials,nodes}}/**/*.ts',
      }),
    ],
    // The copy that n8n's engine uses; the other build of the package has error classes of its own.
    resolve: {
      alias: { 'n8n-workflow': createRequire(join(n8nPackage, 'test')).resolve('n8n-workflow') },
    },
    test: {
      root: n8nPackage,
      // n8n's linter takes every .ts of its package for part of the node, so tests there are .mts.
      include: ['test/**/*.test.mts'],
      globalSetup: [buildBundle],
      // Its tests mostly wait for real time.
      maxWorkers: 3 * cores,
      sequence: { groupOrder: 1 },
    },
  },
  e2e: {
    plugins: [
      watchBundle({
        loadedBy: join(packages, 'e2e/src/scenarios/scenario.ts'),
        sources: '{action,core}/src/**/*.ts',
      }),
    ],
    test: {
      root: join(packages, 'e2e'),
      include: ['src/**/*.test.ts'],
      exclude: [longTests],
      globalSetup: [buildBundle],
      // Its tests mostly wait for a process, several at once in each worker.
      maxWorkers: 2 * cores,
      sequence: { groupOrder: 2 },
    },
  },
  /** The same for every moment, race and number of videos; by itself with `test:long`. */
  'e2e-long': {
    test: {
      root: join(packages, 'e2e'),
      include: [longTests],
      globalSetup: [buildBundle],
      maxWorkers: 2 * cores,
    },
  },
} satisfies Record<string, TestProjectInlineConfiguration>;

/** Configures some of the projects; the vitest.config.ts of a package names its own. */
export function configureProjects(...names: readonly (keyof typeof projects)[]) {
  return defineConfig({
    // Also when a package starts it: watch mode must see the sources of the other packages.
    root: import.meta.dirname,
    // Tests read the sources of the other packages, never their builds.
    ssr: { resolve: { conditions: ['dev', 'node', 'module'] } },
    test: {
      projects: names.map((name) => {
        const project: TestProjectInlineConfiguration = projects[name];
        return { ...project, extends: true, test: { ...project.test, name } };
      }),
      isolate: false,
      maxWorkers: cores,
      globalSetup: [join(packages, 'e2e/src/testing/one-temporary-folder.ts')],
      // Guards against hanging, not measures: a busy machine takes ten times as long.
      testTimeout: 120_000,
      hookTimeout: 120_000,
      coverage: {
        provider: 'v8',
        // Core alone; read below core with `--project core`, below the root without.
        include: ['src/**', 'packages/core/src/**'],
        exclude: ['**/*.test.ts', '**/testing/**'],
        thresholds: { branches: 100, functions: 100, lines: 100, statements: 100 },
      },
    },
  });
}

/** Vitest does not load the bundles itself, so watch mode needs a list of their sources. */
function watchBundle(options: { readonly loadedBy: string; readonly sources: string }): Plugin {
  return {
    name: 'watch-bundle',
    transform: {
      filter: { id: options.loadedBy },
      handler() {
        for (const source of globSync(options.sources, { cwd: packages })) {
          this.addWatchFile(join(packages, source));
        }
      },
    },
  };
}

export default configureProjects(
  'core',
  'core-zod3',
  'action',
  'docs',
  'sandbox',
  'n8n',
  'e2e',
  'e2e-long',
);
