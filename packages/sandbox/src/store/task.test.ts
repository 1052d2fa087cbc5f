import { describe, expect, test } from 'vitest';
import { failureAt, progressPercentAt, statusAt, type TaskRecord } from './task.ts';

const task: TaskRecord = {
  id: 'n41_kling3',
  ordinal: 1,
  sent: {},
  request: {
    model: 'kling-3',
    prompt: 'A lighthouse at dawn',
    mode: 'std',
    duration: 5,
    aspect_ratio: '16:9',
    sound: true,
    multi_shots: false,
  },
  credits: 300,
  createdMilliseconds: 1000,
  startMilliseconds: 2000,
  endMilliseconds: 6000,
  ending: { status: 'failed', code: 500, message: 'It broke' },
  deliveries: [],
  revokedSignatures: new Map(),
};

describe('a task', () => {
  test.each([
    { at: 1000, status: 'queued', progressPercent: 0 },
    { at: 1999, status: 'queued', progressPercent: 0 },
    { at: 2000, status: 'running', progressPercent: 0 },
    { at: 3999, status: 'running', progressPercent: 49 },
    { at: 5999, status: 'running', progressPercent: 99 },
    { at: 6000, status: 'failed', progressPercent: 100 },
  ])('is $status at $at ms, with $progressPercent %', ({ at, status, progressPercent }) => {
    expect(statusAt(task, at)).toBe(status);
    expect(progressPercentAt(task, at)).toBe(progressPercent);
  });

  test('has a failure only after it has failed', () => {
    expect(failureAt(task, 5999)).toBeNull();
    expect(failureAt(task, 6000)).toEqual({ code: 500, message: 'It broke' });
    expect(failureAt({ ...task, ending: { status: 'succeeded' } }, 6000)).toBeNull();
  });

  test('that never ends stays at 50 %', () => {
    const stuck = { ...task, endMilliseconds: Number.POSITIVE_INFINITY };

    expect(statusAt(stuck, 9e15)).toBe('running');
    expect(progressPercentAt(stuck, 9e15)).toBe(50);
  });
});
