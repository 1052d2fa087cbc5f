import type { HttpRequest, HttpResponse, Transport } from '../ports.ts';

/** The reply to one request: a response, an error to throw, or nothing at all. */
export type ScriptedReply = Partial<HttpResponse> | Error | 'never';

/** A transport that plays a script and keeps what it was asked. */
export interface ScriptedTransport extends Transport {
  readonly requests: readonly HttpRequest[];
  /** How many requests of this method there were. */
  count(method: HttpRequest['method']): number;
}

/** Asks `script` what to do with each request; `attempt` counts from 1 for each method. */
export function createScriptedTransport(
  script: (request: HttpRequest, attempt: number) => ScriptedReply | Promise<ScriptedReply>,
): ScriptedTransport {
  const requests: HttpRequest[] = [];
  const count = (method: HttpRequest['method']) =>
    requests.filter((request) => request.method === method).length;
  return {
    requests,
    count,
    async send(request) {
      requests.push(request);
      const reply = await script(request, count(request.method));
      if (reply === 'never') return new Promise(() => {});
      if (reply instanceof Error) throw reply;
      return { status: 200, headers: {}, body: '', ...reply };
    },
  };
}

/** A script that returns these in order, the last one again and again. */
export function inOrder(first: ScriptedReply, ...rest: ScriptedReply[]): () => ScriptedReply {
  let next = first;
  return () => {
    const current = next;
    next = rest.shift() ?? next;
    return current;
  };
}

/** The response to a submission, in the envelope of the current documentation. */
export function made(taskId: string): Partial<HttpResponse> {
  return dataResponse({ task_id: taskId, status: 'IN_PROGRESS' });
}

/** The response to a poll. */
export function dataResponse(data: object): Partial<HttpResponse> {
  return { body: JSON.stringify({ code: 200, message: 'success', data }) };
}

/** The response about a task that runs. */
export const running = runningTask('task_1');

/** The response about a task that has its video. */
export const finished = finishedTask('task_1');

export function runningTask(taskId: string, progress?: number): Partial<HttpResponse> {
  return dataResponse({ task_id: taskId, status: 'IN_PROGRESS', progress });
}

export function finishedTask(taskId: string, credits = 300): Partial<HttpResponse> {
  const response = [`https://media.example/${taskId}.mp4`];
  return dataResponse({ task_id: taskId, status: 'SUCCESS', response, consumed_credits: credits });
}

export function failedTask(taskId: string, error_message?: string): Partial<HttpResponse> {
  return dataResponse({ task_id: taskId, status: 'FAILED', error_message });
}

/** A response of the API that reports an error. */
export function refused(status: number, message?: string): Partial<HttpResponse> {
  return { status, body: JSON.stringify({ error: { code: status, message } }) };
}
