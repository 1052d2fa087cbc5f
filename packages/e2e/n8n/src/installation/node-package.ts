import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodePackageDirectory, nodeTarball, ringDirectory } from './paths.ts';

export const nodePackageName = '@kling-automation/n8n-nodes-kling';

/** Packs the built node into a tarball, as publishing it would. */
export function packNode(): void {
  mkdirSync(join(ringDirectory, 'node_modules/.cache'), { recursive: true });
  execFileSync('npx', ['--yes', 'pnpm@12.21.0', 'pack', '--out', nodeTarball], {
    cwd: nodePackageDirectory,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** Puts the tarball where n8n's own installer for community nodes would put it. */
export function installNode(homeDirectory: string): void {
  const nodes = join(homeDirectory, '.n8n/nodes');
  const target = join(nodes, 'node_modules', nodePackageName);
  mkdirSync(target, { recursive: true });
  execFileSync('tar', ['-xzf', nodeTarball, '--strip-components=1', '-C', target]);
  writeFileSync(
    join(nodes, 'package.json'),
    JSON.stringify({
      name: 'installed-nodes',
      private: true,
      dependencies: { [nodePackageName]: '*' },
    }),
  );
}
