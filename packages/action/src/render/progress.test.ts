import {
  LedgerError,
  parseTask,
  type RenderEvent,
  TaskFailedError,
  UnavailableError,
} from '@kling-automation/core';
import { describe, expect, test } from 'vitest';
import { createReport } from '../report/report.ts';
import { createLog } from '../runner/log.ts';
import { createFakeHost } from '../testing/fake-host.ts';
import { lighthousePlan } from '../testing/results.ts';
import { createProgress } from './progress.ts';

const video = { index: 0, key: 'f' };
const poll = { taskId: 'task_1', poll: 1, elapsedSeconds: 12.4 };

function follow(...events: readonly RenderEvent[]) {
  const host = createFakeHost();
  const report = createReport(host);
  report.plan([{ plan: lighthousePlan, state: 'new', finished: undefined }], {});
  const items = [{ index: 0, plan: lighthousePlan }];
  const progress = createProgress(items, { log: createLog(host.console), report });
  for (const event of events) progress.note(event);
  progress.end();
  return { ...host, shown: host.events.filter((event) => !event.startsWith('output')), report };
}

describe('progress', () => {
  test('keeps a paid task at once, then opens one group', () => {
    const { outputs, shown } = follow(
      { ...video, type: 'rendered', taskId: 'task_1' },
      { ...video, type: 'resumed', taskId: 'task_1' },
    );

    expect(outputs['task-id']).toBe('task_1');
    expect(shown).toEqual([
      'print: Task task_1 was submitted and is paid.',
      'group: Waiting for the video, mostly one to three minutes',
      'print: Resuming task task_1 (already paid).',
      'endgroup',
    ]);
  });

  test('shows each poll in a line, failed ones too', () => {
    const error = new UnavailableError({ httpStatus: 502 });
    const { shown } = follow(
      {
        ...video,
        type: 'polled',
        taskId: 'task_1',
        poll: { ...poll, task: parseTask({ status: 'running', progress: '42%' }) },
      },
      { ...video, type: 'polled', taskId: 'task_1', poll: { ...poll, error } },
      {
        ...video,
        type: 'polled',
        taskId: 'task_1',
        poll: { ...poll, task: parseTask({ status: 'odd' }), notice: 'An odd word.' },
      },
    );

    expect(shown).toEqual([
      'print: 12 s · running · 42 %',
      'print: 12 s · poll failed (unavailable), retrying',
      'print: 12 s · odd · An odd word.',
    ]);
  });

  test('warns when the ledger did not take something', () => {
    const error = new LedgerError({ what: 'The ledger is full.', cause: undefined });

    const { shown } = follow({ ...video, type: 'ledger-failed', taskId: 'task_1', error });

    expect(shown).toEqual(['warning: : The ledger is full.']);
  });

  test('knows whether a failed video can be gone on with', () => {
    const failed = { ...video, status: 'failed', mayHaveBeenCharged: true } as const;
    const error = new TaskFailedError({ taskId: 'task_1', status: 'failed', reason: 'other' });
    const over = follow({
      ...video,
      type: 'ended',
      result: { ...failed, taskId: 'task_1', error },
    });
    const unsent = follow({
      ...video,
      type: 'ended',
      result: { ...failed, taskId: undefined, error: new Error('cancelled') },
    });

    expect(over.report.results[0]).toMatchObject({ taskId: 'task_1', isTaskOver: true });
    expect(unsent.report.results[0]).not.toHaveProperty('taskId');
  });
});
