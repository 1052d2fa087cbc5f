import { isFinal, type NamedTask, parseCallback } from '@kling-automation/core';
import type { IWebhookFunctions } from 'n8n-workflow';
import { z } from 'zod/v4';
import type { NodeMemory } from '../../../host/parking.ts';
import { tokenParameter } from './callback-url.ts';

const schema = z.array(z.object({ token: z.string(), taskId: z.string() }));

/** A task that a callback named, and the token of the URL that it came to. */
export type NamedCallback = z.infer<typeof schema>[number];

/** Where in the node's memory the callbacks are. */
const place = 'klingCallbacks';

/** Nobody needs more of one execution. */
const mostCallbacks = 1000;

/** Takes the callbacks that have come since the last turn. */
export function takeCallbacks(memory: NodeMemory): readonly NamedCallback[] {
  const parsed = schema.safeParse(memory[place]);
  delete memory[place];
  return parsed.success ? parsed.data : [];
}

/** Keeps callbacks; n8n saves them if the execution is woken. */
export function keepCallbacks(memory: NodeMemory, callbacks: readonly NamedCallback[]): void {
  const before = schema.safeParse(memory[place]);
  const all = [...(before.success ? before.data : []), ...callbacks];
  memory[place] = all.slice(-mostCallbacks);
}

/** Reads what a callback reports; nothing of it is believed but that it is worth a look. */
export function readCallback(context: Pick<IWebhookFunctions, 'getBodyData' | 'getQueryData'>): {
  readonly callbacks: readonly NamedCallback[];
  readonly isProgress: boolean;
} {
  const tasks = parseCallback(context.getBodyData());
  const token = readToken(context);
  return {
    callbacks: token === undefined ? [] : tasks.map(({ id }) => ({ token, taskId: id })),
    isProgress: tasks.length > 0 && tasks.every(isAtWork),
  };
}

function readToken(context: Pick<IWebhookFunctions, 'getQueryData'>): string | undefined {
  const query: unknown = context.getQueryData();
  const value: unknown = Reflect.get(Object(query), tokenParameter);
  return typeof value === 'string' ? value : undefined;
}

function isAtWork({ status }: NamedTask): boolean {
  return status !== 'unknown' && !isFinal(status);
}
