import {
  AbortedError,
  AmbiguousSubmissionError,
  DownloadError,
  TaskFailedError,
  TransportError,
} from '@kling-automation/core';
import { describe, expect, test } from 'vitest';
import { InvalidInputsError } from '../input/invalid-inputs-error.ts';
import { CancelledError } from '../runner/cancellation.ts';
import { lighthousePlan } from '../testing/results.ts';
import { explainFailure } from './explain-failure.ts';
import { VideosFailedError } from './videos-failed-error.ts';

const resumeTask1 =
  'To resume task task_1 without paying again, run this step with task-id: task_1';

describe('a failure', () => {
  test('of inputs names them all, and cost nothing', () => {
    const error = new InvalidInputsError([
      { input: 'mode', message: 'Choose std or pro.' },
      { input: 'duration', message: 'Give seconds.' },
    ]);

    expect(explainFailure(error)).toEqual({
      title: 'Invalid inputs',
      message:
        '2 inputs are not valid.\n- mode: Choose std or pro.\n- duration: Give seconds.\nNothing was charged.',
      resumeAdvice: undefined,
    });
  });

  test('to reach the API points to base-url, and cost nothing', () => {
    const error = new TransportError({ what: 'Could not reach it.', mayHaveArrived: false });

    const { message, title } = explainFailure(error);

    expect(title).toBe('API unreachable');
    expect(message).toContain('the input base-url');
    expect(message).toContain('Nothing was charged.');
  });

  test('that may have cost something is never reported as free', () => {
    const error = new AmbiguousSubmissionError({ what: 'connection reset' });

    const { message, resumeAdvice, title } = explainFailure(error);

    expect(title).toBe('May have been charged');
    expect(message).not.toContain('Nothing was charged');
    expect(resumeAdvice).toBeUndefined();
  });

  test.each([
    ['while waiting', new AbortedError({ taskId: 'task_1', cause: undefined }), undefined],
    [
      'while downloading',
      new DownloadError({ reason: 'expired', what: 'Gone.', taskId: 'task_1' }),
      'task_1',
    ],
    ['by a cancel, of a known task', new CancelledError('SIGINT'), 'task_1'],
    ['on the disk, of a known task', new Error('ENOSPC: no space left on device'), 'task_1'],
  ])('%s shows how to resume the task', (_when, error, knownTaskId) => {
    const { message, resumeAdvice } = explainFailure(failed({ error, taskId: knownTaskId }));

    expect(resumeAdvice).toBe(resumeTask1);
    expect(message).not.toContain('Nothing was charged');
  });

  test('of the task itself leaves nothing to go on with', () => {
    const error = new TaskFailedError({ taskId: 'task_1', status: 'failed', reason: 'other' });

    expect(explainFailure(failed({ error, taskId: 'task_1' })).resumeAdvice).toBeUndefined();
  });

  test('before anything was sent cost nothing, cancelled or not', () => {
    expect(explainFailure(new CancelledError('SIGTERM')).message).toBe(
      'The run was cancelled (SIGTERM).\nNothing was charged.',
    );
    expect(explainFailure('odd')).toMatchObject({ title: 'Unexpected failure' });
  });
});

test('of some videos among many is explained for each, in one line each', () => {
  const waiting = new AbortedError({ taskId: 'task_1', cause: undefined });
  const plan = { ...lighthousePlan, name: 'teaser' };

  const { message, resumeAdvice, title } = explainFailure(
    new VideosFailedError(
      [
        { index: 0, plan, error: waiting, taskId: 'task_1' },
        { index: 2, plan: lighthousePlan, error: new Error('Disk full'), taskId: undefined },
      ],
      3,
    ),
  );

  expect(title).toBe('2 of 3 videos failed');
  expect(message.split('\n')).toEqual([
    expect.stringMatching(/^- teaser: Stopped waiting for task task_1/),
    '- A lighthouse: Disk full Nothing was charged.',
    'Run the step again for these: nothing is paid twice.',
  ]);
  expect(resumeAdvice).toContain('set task-id');
});

function failed({ error, taskId }: { error: unknown; taskId: string | undefined }) {
  return new VideosFailedError([{ index: 0, plan: lighthousePlan, error, taskId }], 1);
}
