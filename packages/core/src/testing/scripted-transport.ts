import type { HttpRequest, HttpResponse, Transport } from '../ports.ts';

/** What a script lets happen to one request: an response, an error to throw, or an empty stage. */
export type Cue = Partial<HttpResponse> | Error | 'never';

/** A transport that plays a script and keeps what it was asked. */
export interface ScriptedTransport extends Transport {
  readonly requests: readonly HttpRequest[];
  /** How many requests of this method there were. */
  count(method: HttpRequest['method']): number;
}

/** Asks `script` what to do with each request; `attempt` counts from 1 for each method. */
export function createScriptedTransport(
  script: (request: HttpRequest, attempt: number) => Cue | Promise<Cue>,
): ScriptedTransport {
  const requests: HttpRequest[] = [];
  const count = (method: HttpRequest['method']) =>
    requests.filter((request) => request.method === method).length;
  return {
    requests,
    count,
    async send(request) {
      requests.push(request);
      const cue = await script(request, count(request.method));
      if (cue === 'never') return new Promise(() => {});
      if (cue instanceof Error) throw cue;
      return { status: 200, headers: {}, body: '', ...cue };
    },
  };
}

/** A script that returns these in order, the last one again and again. */
export function inOrder(first: Cue, ...rest: Cue[]): () => Cue {
  let next = first;
  return () => {
    const current = next;
    next = rest.shift() ?? next;
    return current;
  };
}

/** The answer to a submission, in the envelope of the current documentation. */
export function made(taskId: string): Partial<HttpResponse> {
  return told({ task_id: taskId, status: 'IN_PROGRESS' });
}

/** The answer to a poll. */
export function told(data: object): Partial<HttpResponse> {
  return { body: JSON.stringify({ code: 200, message: 'success', data }) };
}

/** The response about a task that runs. */
export const running = runningTask('task_1');

/** The response about a task that has its video. */
export const finished = finishedTask('task_1');

export function runningTask(taskId: string, progress?: number): Partial<HttpResponse> {
  return told({ task_id: taskId, status: 'IN_PROGRESS', progress });
}

export function finishedTask(taskId: string, credits = 300): Partial<HttpResponse> {
  const response = [`https://media.example/${taskId}.mp4`];
  return told({ task_id: taskId, status: 'SUCCESS', response, consumed_credits: credits });
}

export function failedTask(taskId: string, error_message?: string): Partial<HttpResponse> {
  return told({ task_id: taskId, status: 'FAILED', error_message });
}

/** A response of the API that reports an error. */
export function refused(status: number, message?: string): Partial<HttpResponse> {
  return { status, body: JSON.stringify({ error: { code: status, message } }) };
}
