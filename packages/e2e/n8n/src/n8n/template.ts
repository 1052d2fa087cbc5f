import { existsSync } from 'node:fs';
import { installNode } from '../installation/node-package.ts';
import { nodeTarball } from '../installation/paths.ts';
import { createHome, type Home } from './home.ts';
import { startServer } from './server.ts';
import { setUpOwner } from './session.ts';

/**
 * Makes a home with n8n's tables, an owner and the node. Tests copy it: n8n's 300 migrations take
 * longer than most of them.
 */
export async function createTemplate(): Promise<Home> {
  const home = createHome();
  if (existsSync(nodeTarball)) installNode(home.directory);
  const server = await startServer(home);
  await setUpOwner(server.url);
  await server.child.stop();
  return home;
}
