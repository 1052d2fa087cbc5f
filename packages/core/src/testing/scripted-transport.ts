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

/** The answer to a submission, in the envelope of the current documentation. */
export function made(taskId: string): Partial<HttpResponse> {
  return told({ task_id: taskId, status: 'IN_PROGRESS' });
}

/** The answer to a poll. */
export function told(data: object): Partial<HttpResponse> {
  return { body: JSON.stringify({ code: 200, message: 'success', data }) };
}

export const running = told({ task_id: 'task_1', status: 'IN_PROGRESS' });

export const finished = told({
  task_id: 'task_1',
  status: 'SUCCESS',
  response: ['https://media.example/task_1.mp4'],
  consumed_credits: 300,
});
