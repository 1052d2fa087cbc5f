import { TransportError } from '../errors.ts';
import type { HttpRequest, HttpResponse } from '../ports.ts';
import {
  dataResponse,
  failedTask,
  finishedTask,
  made,
  refused,
  runningTask,
  type ScriptedReply,
} from './scripted-transport.ts';
import type { Reply } from './step-scheduler.ts';

/** A task of the simulated API. Each costs 300 credits, whatever becomes of it. */
export interface SimulatedTask {
  readonly id: string;
  /** Counts the tasks of the API, from 1. */
  readonly number: number;
  /** The prompt, which is the key of its video. */
  readonly key: string;
  /** The run that submitted it. */
  readonly run: number;
  readonly attempt: number;
  /** How often the API was asked for it. */
  reads: number;
  /** How often the API reported that it failed, or that there is no such task. */
  failedReads: number;
}

const reset = new TransportError({ what: 'The connection was reset.', mayHaveArrived: true });
const unreachable = new TransportError({ what: 'No such host.', mayHaveArrived: false });
const errorPage = { status: 502, body: '<html>' };

/** What can become of a submission: the response where a task is made … */
const madeReplies = {
  made,
  'made, no response': () => 'never',
  'made, connection reset': () => reset,
  'made, error page': () => errorPage,
  'made, named by an error': (id) => ({ ...dataResponse({ task_id: id }), status: 422 }),
} satisfies Record<string, (id: string) => ScriptedReply>;

/** … and where none is. */
const unmadeReplies = {
  limited: { status: 429, headers: { 'retry-after': '5' } },
  refused: refused(422, 'Wrong size'),
  'refused for good': refused(430, 'Not safe'),
  unreachable,
} satisfies Record<string, ScriptedReply>;

/** What the API can report of a task. */
const taskReplies = {
  SUCCESS: finishedTask,
  FAILED: failedTask,
  EXPIRED: (id) => dataResponse({ task_id: id, status: 'EXPIRED' }),
  IN_PROGRESS: runningTask,
  'not found': () => refused(404, 'Task not found'),
  'error page': () => errorPage,
  reset: () => reset,
} satisfies Record<string, (id: string) => ScriptedReply>;

/** What becomes of a submission. */
export type SubmissionFate = keyof typeof madeReplies | keyof typeof unmadeReplies;
/** What the API reports of a task. */
export type TaskWord = keyof typeof taskReplies;

/** Decides the fate of each submission, and what each read of a task returns. */
export interface ApiScript {
  submit(): SubmissionFate;
  /** @param task as it was before the read. */
  read(task: SimulatedTask): TaskWord;
}

/** An API in memory, which fails as its script demands. */
export interface SimulatedApi {
  readonly tasks: readonly SimulatedTask[];
  /** What happens when a request of a run arrives. */
  receive(run: number, request: HttpRequest): Reply<HttpResponse>;
}

/** Has no tasks yet. */
export function createSimulatedApi(script: ApiScript): SimulatedApi {
  const tasks: SimulatedTask[] = [];

  const submit = (run: number, { body, headers }: HttpRequest): ScriptedReply => {
    const fate = script.submit();
    if (isUnmade(fate)) return unmadeReplies[fate];
    const number = tasks.length + 1;
    const id = `task_${number}`;
    const key = String(Reflect.get(Object(body), 'prompt'));
    const attempt = Number(headers?.['idempotency-key']?.split('-').at(-1));
    tasks.push({ id, number, key, run, attempt, reads: 0, failedReads: 0 });
    return madeReplies[fate](id);
  };

  const read = ({ path }: HttpRequest): ScriptedReply => {
    const task = tasks.find(({ id }) => path.endsWith(`/${id}`));
    if (task === undefined) return refused(404, 'Task not found');
    const word = script.read(task);
    task.reads += 1;
    if (word === 'FAILED' || word === 'EXPIRED' || word === 'not found') task.failedReads += 1;
    return taskReplies[word](task.id);
  };

  return {
    tasks,
    receive: (run, request) =>
      replyOf(request.method === 'POST' ? submit(run, request) : read(request)),
  };
}

function isUnmade(fate: SubmissionFate): fate is keyof typeof unmadeReplies {
  return fate in unmadeReplies;
}

function replyOf(reply: ScriptedReply): Reply<HttpResponse> {
  if (reply === 'never') return 'lost';
  if (reply instanceof Error) return { error: reply };
  return { value: { status: 200, headers: {}, body: '', ...reply } };
}
