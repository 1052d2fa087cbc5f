import { parse } from 'yaml';
import { ownAction } from './action-metadata.ts';
import type { RepositoryDocument } from './repository-documents.ts';

/** A workflow, as far as our rules for workflows look at it. */
export interface Workflow extends RepositoryDocument {
  /** Names of the events that start it. */
  readonly triggers: readonly string[];
  readonly permissions: unknown;
  readonly concurrency: unknown;
  readonly jobs: readonly Job[];
  /** The steps of all jobs. */
  readonly steps: readonly Step[];
  /** Whether it uses our action in a way that can cost credits. */
  readonly rendersVideos: boolean;
}

interface Job {
  readonly name: string;
  readonly permissions: unknown;
  /** Whether it is another workflow. */
  readonly isCall: boolean;
  /** NaN when it has none. */
  readonly timeoutMinutes: number;
}

interface Step {
  /** Empty if the step runs a script. */
  readonly uses: string;
  readonly isOurs: boolean;
  readonly inputs: Readonly<Record<string, string>>;
}

/** Reads a workflow that GitHub accepts; what it does not accept may come out as anything. */
export function readWorkflow(document: RepositoryDocument): Workflow {
  const root = record(parse(document.text));
  const jobs = Object.entries(record(root.jobs));
  const steps = jobs.flatMap(([, job]) => list(record(job).steps)).map(readStep);
  return {
    ...document,
    triggers: typeof root.on === 'string' ? [root.on] : Object.keys(record(root.on)),
    permissions: root.permissions,
    concurrency: root.concurrency,
    jobs: jobs.map(([name, job]) => readJob(name, record(job))),
    steps,
    rendersVideos: steps.some(({ inputs, isOurs }) => isOurs && inputs['dry-run'] !== 'true'),
  };
}

function readJob(name: string, job: Readonly<Record<string, unknown>>): Job {
  return {
    name,
    permissions: job.permissions,
    isCall: job.uses !== undefined,
    timeoutMinutes: Number(job['timeout-minutes']),
  };
}

function readStep(value: unknown): Step {
  const step = record(value);
  const uses = String(step.uses ?? '');
  const inputs = Object.entries(record(step.with)).map(([name, input]) => [name, String(input)]);
  return {
    uses,
    isOurs: uses === './' || uses.startsWith(`${ownAction}@`),
    inputs: Object.fromEntries(inputs),
  };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value))
    : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
