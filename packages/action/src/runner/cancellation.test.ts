import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import { CancelledError, listenForCancellation } from './cancellation.ts';

describe('cancellation', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGBREAK', 149],
  ])('%s aborts and ends with exit code %i', (name, exitCode) => {
    const source = new EventEmitter();
    const cancellation = listenForCancellation(source);

    source.emit(name);

    expect(cancellation.signal.reason).toBeInstanceOf(CancelledError);
    expect(cancellation.exitCode()).toBe(exitCode);
  });

  test('has no exit code until it happens', () => {
    expect(listenForCancellation(new EventEmitter()).exitCode()).toBeUndefined();
  });

  test('keeps to the first signal when a second one follows, and reports both', () => {
    const source = new EventEmitter();
    const reported: string[] = [];
    const cancellation = listenForCancellation(source, (name) => reported.push(name));

    source.emit('SIGINT');
    source.emit('SIGTERM');

    expect(cancellation.exitCode()).toBe(130);
    expect(reported).toEqual(['SIGINT', 'SIGTERM']);
  });
});
