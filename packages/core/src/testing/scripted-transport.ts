import type { Answer, Exchange, Transport } from '../ports.ts';

/** What a script lets happen to one exchange: an answer, an error to throw, or an empty stage. */
export type Cue = Partial<Answer> | Error | 'never';

/** A transport that plays a script and keeps what it was asked. */
export interface ScriptedTransport extends Transport {
  readonly exchanges: readonly Exchange[];
  /** How many exchanges of this method there were. */
  count(method: Exchange['method']): number;
}

/** Asks `script` what to do with each exchange; `attempt` counts from 1 for each method. */
export function createScriptedTransport(
  script: (exchange: Exchange, attempt: number) => Cue | Promise<Cue>,
): ScriptedTransport {
  const exchanges: Exchange[] = [];
  const count = (method: Exchange['method']) =>
    exchanges.filter((exchange) => exchange.method === method).length;
  return {
    exchanges,
    count,
    async send(exchange) {
      exchanges.push(exchange);
      const cue = await script(exchange, count(exchange.method));
      if (cue === 'never') return new Promise(() => {});
      if (cue instanceof Error) throw cue;
      return { status: 200, headers: {}, body: '', ...cue };
    },
  };
}

/** The answer to a submission, in the envelope of the current documentation. */
export function made(taskId: string): Partial<Answer> {
  return told({ task_id: taskId, status: 'IN_PROGRESS' });
}

/** The answer to a poll. */
export function told(data: object): Partial<Answer> {
  return { body: JSON.stringify({ code: 200, message: 'success', data }) };
}

export const running = told({ task_id: 'task_1', status: 'IN_PROGRESS' });

export const finished = told({
  task_id: 'task_1',
  status: 'SUCCESS',
  response: ['https://media.example/task_1.mp4'],
  consumed_credits: 300,
});
