import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Child, type Exit, startChild } from '../process/child.ts';
import { findFreePorts } from '../process/free-port.ts';
import type { Credential } from '../workflow/credential.ts';
import type { Workflow } from '../workflow/workflow.ts';
import { describePorts } from './environment.ts';
import { type Execution, parseExecution } from './execution.ts';
import type { Home } from './home.ts';

const n8nScript = join(
  dirname(createRequire(import.meta.url).resolve('n8n/package.json')),
  'bin/n8n',
);

/** Starts one of n8n's own commands in this home. */
export function startN8n(
  home: Pick<Home, 'environment'>,
  commandArguments: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Child {
  return startChild(process.execPath, [n8nScript, ...commandArguments], {
    environment: { ...home.environment, ...environment },
  });
}

/** Runs one of n8n's own commands to its end. */
export async function runN8n(
  home: Pick<Home, 'environment'>,
  commandArguments: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<Exit & { readonly output: string }> {
  const [port = 0, brokerPort = 0] = await findFreePorts(2);
  const child = startN8n(home, commandArguments, {
    ...describePorts({ port, brokerPort }),
    ...environment,
  });
  const deadline = setTimeout(() => child.kill(), commandDeadlineSeconds * 1000);
  const exit = await child.exited;
  clearTimeout(deadline);
  return { ...exit, output: child.output() };
}

const commandDeadlineSeconds = 120;

export async function importWorkflows(home: Home, workflows: readonly Workflow[]): Promise<void> {
  await importFile(home, 'workflow', workflows);
}

export async function importCredentials(
  home: Home,
  credentials: readonly Credential[],
): Promise<void> {
  await importFile(home, 'credentials', credentials);
}

async function importFile(
  home: Home,
  kind: 'workflow' | 'credentials',
  content: unknown,
): Promise<void> {
  const path = join(home.directory, `import-${kind}.json`);
  writeFileSync(path, JSON.stringify(content));
  const { output } = await runN8n(home, [`import:${kind}`, `--input=${path}`]);
  if (!output.includes('Successfully imported')) {
    throw new Error(`n8n imported no ${kind}: ${output}`);
  }
}

/** Publishes a workflow: its triggers listen from n8n's next start on. */
export async function publishWorkflow(home: Home, workflowId: string): Promise<void> {
  const { code, output } = await runN8n(home, ['publish:workflow', `--id=${workflowId}`]);
  if (code !== 0) throw new Error(`n8n did not publish ${workflowId}: ${output}`);
}

/** Executes an imported workflow by `n8n execute`, as a shell or a cron job does. */
export async function executeWorkflow(home: Home, workflowId: string): Promise<Execution> {
  const { output, stdout } = await runN8n(home, executeArguments(workflowId));
  const start = stdout.indexOf('{\n');
  if (start === -1) throw new Error(`n8n execute printed no execution: ${output}`);
  return parseExecution(JSON.parse(stdout.slice(start, stdout.lastIndexOf('}') + 1)));
}

export function executeArguments(workflowId: string): readonly string[] {
  return ['execute', `--id=${workflowId}`, '--rawOutput'];
}
