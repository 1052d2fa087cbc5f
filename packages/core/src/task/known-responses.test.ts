import { describe, expect, test } from 'vitest';

import { createClient } from '../client/client.ts';
import { parseVideoRequest } from '../request/parse-video-request.ts';
import { classifyFailedTask } from '../response/failure-class.ts';
import { createScriptedTransport } from '../testing/scripted-transport.ts';
import { createVirtualClock } from '../testing/virtual-clock.ts';
import { parseCallback } from './callback.ts';
import { parseSubmission } from './submission.ts';
import { parseTask, type Task } from './task.ts';
import { type KnownResponse, loadResponses } from './testing/load-responses.ts';

const responses = loadResponses().filter(({ plausible }) => plausible !== 'far');
const errors = responses.filter(({ kind }) => kind === 'error' || kind === 'error-query');
const tasks = responses.filter(({ kind }) => kind === 'query' || kind === 'callback');

test('The known responses are those of API in One and of gateways like it', () => {
  expect(errors).toHaveLength(14);
  expect(tasks).toHaveLength(44);
  expect(responses).toHaveLength(65);
});

describe('A response seen in public', () => {
  test.each(responses.filter(({ kind }) => kind === 'create'))(
    'to a submission has its task: $name',
    ({ expect: expected, text }) => {
      expect(foundIn({ ...parseTask(text), ...parseSubmission(text) }, expected)).toEqual(expected);
    },
  );

  test.each(tasks)('about a task is read: $name', ({ expect: expected, text }) => {
    expect(foundIn(parseTask(text), expected)).toEqual(expected);
  });

  test.each(tasks.filter(({ text }) => parseTask(text).id !== undefined))(
    'is read the same in a callback: $name',
    ({ text }) => {
      const task = parseTask(text);

      expect(parseCallback(text)).toEqual([task]);
      expect(parseCallback(JSON.parse(text))).toEqual([task]);
    },
  );

  test.each(errors)('that reports an error is understood: $name', async (known) => {
    const { class: code, ...facts } = known.expect;

    await expect(send(known)).rejects.toMatchObject({
      code,
      ...(facts.reason !== undefined && { reason: facts.reason }),
      message: expect.stringContaining(facts.shows ?? ''),
    });
  });
});

/** What was found of all that is expected. */
function foundIn(task: Task, expected: KnownResponse['expect']): object {
  const { failure, ...fields } = task;
  const found = {
    ...fields,
    failure: failure ?? null,
    error: failure?.message,
    code: failure?.code,
    reason: classifyFailedTask(failure),
  };
  return Object.fromEntries(
    Object.entries(found).filter(([field]) => Object.hasOwn(expected, field)),
  );
}

async function send({ http, kind, text }: KnownResponse): Promise<unknown> {
  const transport = createScriptedTransport(() => ({ status: http, body: text }));
  const client = createClient({ clock: createVirtualClock(), transport });
  const { request } = parseVideoRequest({ prompt: 'A pier' });
  return kind === 'error' ? client.submit(request) : client.read('task_1');
}
