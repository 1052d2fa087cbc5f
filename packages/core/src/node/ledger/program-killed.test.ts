import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { finished, made } from '../../testing/scripted-transport.ts';
import { setUpTransports } from '../testing/set-up-transports.ts';
import { createFileLedger } from './file-ledger.ts';
import { startChildProgram } from './testing/child-program.ts';
import { renderVideo } from './testing/render-video.ts';

const killedProgram = new URL('./testing/killed-program.ts', import.meta.url);

const { connect, serve } = setUpTransports();

/** An API whose tasks end at once; `onSubmission` returns whether it responds. */
async function startApi(onSubmission: () => boolean = () => true) {
  const { origin, requests } = await serve((incoming, outgoing) => {
    if (incoming.method === 'GET') outgoing.end(finished.body);
    else if (onSubmission()) outgoing.end(made('task_1').body);
  });
  return { origin, submissions: () => requests.filter(({ method }) => method === 'POST').length };
}

const rendered = { status: 'succeeded', taskId: 'task_1', origin: 'rendered' };
const resumed = { status: 'succeeded', taskId: 'task_1', origin: 'resumed' };
const reused = { status: 'succeeded', taskId: 'task_1', origin: 'reused' };
const ambiguous = {
  status: 'failed',
  error: { code: 'ambiguous-submission' },
  mayHaveBeenCharged: true,
};

describe('A program that was killed', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'killed-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  const renderAgain = (baseUrl: string) =>
    renderVideo(connect({ baseUrl }), createFileLedger(directory));

  test.each([
    ['before the ledger folder exists', 'create folder 1', 'pays once', rendered, 1],
    ['before the intent is written', 'write 1', 'pays once', rendered, 1],
    ['before the intent counts', 'link 1', 'pays once', rendered, 1],
    ['as soon as the intent counts', 'remove 1', 'asks a person', ambiguous, 0],
    ['before the intent outlasts a power cut', 'sync folder 1', 'asks a person', ambiguous, 0],
    ['before it submits', 'POST 1', 'asks a person', ambiguous, 0],
    ['as soon as the response arrives', 'response to POST 1', 'asks a person', ambiguous, 1],
    ['before the task id is written', 'write 2', 'asks a person', ambiguous, 1],
    ['before the task id counts', 'link 2', 'asks a person', ambiguous, 1],
    ['as soon as the task id counts', 'remove 2', 'resumes the task', resumed, 1],
    ['before it polls', 'GET 1', 'resumes the task', resumed, 1],
    ['before the end of the task counts', 'link 3', 'resumes the task', resumed, 1],
    ['as soon as the end of the task counts', 'remove 3', 'reuses the video', reused, 1],
  ])('%s (%s) %s when it is run again', async (_, step, __, outcome, submissions) => {
    const api = await startApi();
    await using program = startChildProgram(killedProgram, directory, api.origin, step);
    expect(await program.nextMessage()).toBe(step);
    await program.kill();

    expect(await renderAgain(api.origin)).toMatchObject(outcome);
    expect(await renderAgain(api.origin)).toMatchObject(outcome === ambiguous ? ambiguous : reused);
    expect(api.submissions()).toBe(submissions);
  });

  test('while the API responds asks a person when it is run again', async () => {
    const submitted = Promise.withResolvers<void>();
    const api = await startApi(() => {
      submitted.resolve();
      return false;
    });
    await using program = startChildProgram(killedProgram, directory, api.origin);
    await submitted.promise;
    await program.kill();

    expect(await renderAgain(api.origin)).toMatchObject(ambiguous);
    expect(api.submissions()).toBe(1);
  });
});
