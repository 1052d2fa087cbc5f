import { join } from 'node:path';

/** The folder of this ring: its own package.json, workspace and lockfile. */
export const ringDirectory = join(import.meta.dirname, '../..');

export const repositoryDirectory = join(ringDirectory, '../../..');

export const nodePackageDirectory = join(repositoryDirectory, 'packages/n8n-nodes-kling');

/** The tarball of the node, as `npm publish` would send it. */
export const nodeTarball = join(ringDirectory, 'node_modules/.cache/n8n-nodes-kling.tgz');

export const examplesDirectory = join(repositoryDirectory, 'examples/n8n');

export const picturesDirectory = join(repositoryDirectory, 'docs/pictures');
