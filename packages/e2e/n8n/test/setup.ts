import { type Sandbox, type SandboxOptions, startSandbox } from '@kling-automation/sandbox';
import { inject } from 'vitest';
import { importCredentials, importWorkflows } from '../src/n8n/command.ts';
import { createHome, type Home } from '../src/n8n/home.ts';
import { type Server, type ServerOptions, startServer } from '../src/n8n/server.ts';
import { type Session, signIn } from '../src/n8n/session.ts';
import { type Credential, describeApiInOne } from '../src/workflow/credential.ts';
import type { Workflow } from '../src/workflow/workflow.ts';

/** A sandbox, and a home of n8n with a credential for it. */
export interface Setup {
  readonly sandbox: Sandbox;
  readonly home: Home;
  /** Starts n8n here, signed in as the owner; it ends when the setup is closed at the latest. */
  startServer(options?: ServerOptions): Promise<Server & { readonly session: Session }>;
  close(): Promise<void>;
}

export interface SetupOptions {
  /** A function for those that need a task of the running sandbox. */
  readonly workflows?: readonly Workflow[] | ((sandbox: Sandbox) => Promise<readonly Workflow[]>);
  readonly credentials?: readonly Credential[];
  readonly sandbox?: SandboxOptions;
}

export async function openSetup(options: SetupOptions = {}): Promise<Setup> {
  const { workflows = [], credentials = [] } = options;
  const sandbox = await startSandbox({ speed: 100, credits: 1_000_000, ...options.sandbox });
  const home = createHome(inject('templateDirectory'));
  await importCredentials(home, [describeApiInOne(sandbox), ...credentials]);
  const imported = typeof workflows === 'function' ? await workflows(sandbox) : workflows;
  if (imported.length > 0) await importWorkflows(home, imported);
  const servers: Server[] = [];
  return {
    sandbox,
    home,
    async startServer(serverOptions) {
      const server = await startServer(home, serverOptions);
      servers.push(server);
      return { ...server, session: await signIn(server.url) };
    },
    async close() {
      await Promise.all(servers.map(({ child }) => child.kill()));
      await sandbox.close();
      home.remove();
    },
  };
}
