import { z } from 'zod/v4';
import { until } from '../process/until.ts';
import type { Credential } from '../workflow/credential.ts';
import type { Workflow } from '../workflow/workflow.ts';
import { type Execution, parseExecution } from './execution.ts';

export const owner = {
  email: 'owner@example.com',
  firstName: 'Olive',
  lastName: 'Owner',
  password: 'Sandbox-2026',
} as const;

/** Does what the editor in a browser does, over the editor's own REST API. */
export interface Session {
  createCredential(credential: Credential): Promise<void>;
  /** Presses Test in the dialog of a credential. */
  testCredential(credential: Credential): Promise<CredentialVerdict>;
  /** Stores a workflow, and publishes it when it has triggers that listen; returns its id. */
  createWorkflow(workflow: Workflow, options?: { readonly publish?: boolean }): Promise<string>;
  /** Presses Execute; returns the id of the execution. */
  run(workflowId: string, startNodeName: string): Promise<string>;
  /** Presses "Listen for test event": the test URL of the trigger takes one event. */
  listenForTestEvent(workflowId: string, triggerName: string): Promise<void>;
  stop(executionId: string): Promise<void>;
  /** Presses Retry; returns the id of the new execution, which is over or parked by then. */
  retry(executionId: string, options?: RetryOptions): Promise<string>;
  /** Deletes an execution from the list. */
  deleteExecution(executionId: string): Promise<void>;
  /** Saves other parameters of a node. */
  editNode(workflowId: string, nodeName: string, parameters: Parameters): Promise<void>;
  listExecutions(workflowId: string): Promise<readonly ExecutionSummary[]>;
  readExecution(executionId: string): Promise<Execution>;
  /** Waits until an execution has ended or is parked. */
  waitForExecution(executionId: string, deadlineSeconds?: number): Promise<Execution>;
}

export interface RetryOptions {
  /** "Retry with currently saved workflow". @default false */
  readonly withSavedWorkflow?: boolean;
}

type Parameters = Readonly<Record<string, unknown>>;

export async function setUpOwner(url: string): Promise<Session> {
  return openSession(url, '/rest/owner/setup', owner);
}

export async function signIn(url: string): Promise<Session> {
  const { email, password } = owner;
  return openSession(url, '/rest/login', { emailOrLdapLoginId: email, password });
}

async function openSession(url: string, path: string, body: unknown): Promise<Session> {
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok)
    throw new Error(`${path} responded ${response.status}: ${await response.text()}`);
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  return createSession((method, path, body) => sendRequest(`${url}${path}`, method, cookie, body));
}

type Ask = (method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown) => Promise<unknown>;

async function sendRequest(
  url: string,
  method: string,
  cookie: string,
  body: unknown,
): Promise<unknown> {
  const response = await fetch(url, {
    method,
    headers: { cookie, 'content-type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url} responded ${response.status}: ${text}`);
  return z.object({ data: z.unknown().optional() }).parse(JSON.parse(text)).data;
}

function createSession(ask: Ask): Session {
  const readExecution = async (executionId: string) =>
    parseExecution(await ask('GET', `/rest/executions/${executionId}`));
  return {
    readExecution,
    async createCredential(credential) {
      await ask('POST', '/rest/credentials', credential);
    },
    async testCredential(credential) {
      const verdict = await ask('POST', '/rest/credentials/test', { credentials: credential });
      return verdictSchema.parse(verdict);
    },
    async createWorkflow({ active: _, ...workflow }, { publish = false } = {}) {
      const stored = storedSchema.parse(await ask('POST', '/rest/workflows', workflow));
      if (publish) {
        const { id, versionId } = stored;
        await ask('POST', `/rest/workflows/${id}/activate`, { versionId });
        const isPublished = async () => {
          const status = await ask('GET', `/rest/workflows/${id}/publication-status`);
          return publicationSchema.parse(status).status === 'published';
        };
        await until(`${workflow.name} is published`, isPublished);
      }
      return stored.id;
    },
    async run(workflowId, startNodeName) {
      const started = await ask('POST', `/rest/workflows/${workflowId}/run`, {
        triggerToStartFrom: { name: startNodeName },
      });
      return startedSchema.parse(started).executionId;
    },
    async listenForTestEvent(workflowId, triggerName) {
      const listening = await ask('POST', `/rest/workflows/${workflowId}/run`, {
        triggerToStartFrom: { name: triggerName },
      });
      listeningSchema.parse(listening);
    },
    async stop(executionId) {
      await ask('POST', `/rest/executions/${executionId}/stop`);
    },
    async retry(executionId, { withSavedWorkflow = false } = {}) {
      const retried = await ask('POST', `/rest/executions/${executionId}/retry`, {
        loadWorkflow: withSavedWorkflow,
      });
      return summarySchema.parse(retried).id;
    },
    async deleteExecution(executionId) {
      await ask('POST', '/rest/executions/delete', { ids: [executionId] });
    },
    async editNode(workflowId, nodeName, parameters) {
      const { nodes, versionId } = storedNodesSchema.parse(
        await ask('GET', `/rest/workflows/${workflowId}`),
      );
      const edited = nodes.map((node) =>
        node.name === nodeName
          ? { ...node, parameters: { ...node.parameters, ...parameters } }
          : node,
      );
      await ask('PATCH', `/rest/workflows/${workflowId}`, { nodes: edited, versionId });
    },
    async listExecutions(workflowId) {
      const filter = encodeURIComponent(JSON.stringify({ workflowId }));
      const list = await ask('GET', `/rest/executions?limit=100&filter=${filter}`);
      return listSchema.parse(list).results;
    },
    waitForExecution(executionId, deadlineSeconds = 60) {
      const ask = async () => {
        const execution = await readExecution(executionId);
        return !['new', 'running'].includes(execution.status) && execution;
      };
      return until(`execution ${executionId} has ended`, ask, { deadlineSeconds });
    },
  };
}

const storedSchema = z.object({ id: z.string(), versionId: z.string() });

const storedNodesSchema = z.object({
  versionId: z.string(),
  nodes: z.array(
    z.looseObject({ name: z.string(), parameters: z.record(z.string(), z.unknown()) }),
  ),
});

const publicationSchema = z.object({ status: z.string() });

const startedSchema = z.object({ executionId: z.coerce.string() });

const listeningSchema = z.object({ waitingForWebhook: z.literal(true) });

const verdictSchema = z.object({ status: z.enum(['OK', 'Error']), message: z.string() });

export type CredentialVerdict = z.infer<typeof verdictSchema>;

const summarySchema = z.object({
  id: z.coerce.string(),
  status: z.string(),
  mode: z.string(),
});

export type ExecutionSummary = z.infer<typeof summarySchema>;

const listSchema = z.object({ results: z.array(summarySchema) });
