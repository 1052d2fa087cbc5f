import { describe, expect, test } from 'vitest';

import { isFinal, parseStatus } from './status.ts';

describe('The status', () => {
  test.each([
    ['pending', 'queued'],
    ['queued', 'queued'],
    ['queuing', 'queued'],
    ['in_queue', 'queued'],
    ['waiting', 'queued'],
    ['wait', 'queued'],
    ['submitted', 'queued'],
    ['not_start', 'queued'],
    ['not_started', 'queued'],
    ['created', 'queued'],
    ['new', 'queued'],
    ['enqueued', 'queued'],
    ['starting', 'queued'],
    ['initializing', 'queued'],
    ['init', 'queued'],
    ['ready', 'queued'],
    ['staged', 'queued'],
    ['scheduled', 'queued'],
    ['throttled', 'queued'],
    ['accepted', 'queued'],
    ['in_progress', 'running'],
    ['processing', 'running'],
    ['running', 'running'],
    ['run', 'running'],
    ['generating', 'running'],
    ['started', 'running'],
    ['stream', 'running'],
    ['awaiting', 'running'],
    ['success', 'succeeded'],
    ['succeed', 'succeeded'],
    ['succeeded', 'succeeded'],
    ['completed', 'succeeded'],
    ['complete', 'succeeded'],
    ['finished', 'succeeded'],
    ['done', 'succeeded'],
    ['ok', 'succeeded'],
    ['failed', 'failed'],
    ['fail', 'failed'],
    ['failure', 'failed'],
    ['error', 'failed'],
    ['timeout', 'failed'],
    ['timed_out', 'failed'],
    ['expired', 'failed'],
    ['nsfw', 'failed'],
    ['rejected', 'failed'],
    ['generate_failed', 'failed'],
    ['create_task_failed', 'failed'],
    ['cancelled', 'cancelled'],
    ['canceled', 'cancelled'],
    ['cancel', 'cancelled'],
    ['aborted', 'cancelled'],
    ['stopped', 'cancelled'],
    ['user_cancelled', 'cancelled'],
    ['request_cancelled', 'cancelled'],
  ])('called "%s", in any spelling, is %s', (word, status) => {
    expect(parseStatus(word)).toBe(status);
    expect(parseStatus(word.toUpperCase())).toBe(status);
    expect(parseStatus(word.replaceAll('_', '-'))).toBe(status);
    expect(parseStatus(` ${word.replaceAll('_', ' ')}\n`)).toBe(status);
  });

  test('may have the prefix of other gateways', () => {
    expect(parseStatus('TASK_STATUS_SUCCEED')).toBe('succeeded');
  });

  test.each(['', 'reviewing', 'not success', 'unsuccessful', 'in__progress', '1', '__proto__'])(
    'called "%s" is unknown: neither success nor failure',
    (word) => {
      expect(parseStatus(word)).toBe('unknown');
    },
  );

  test.each([
    ['queued', false],
    ['running', false],
    ['unknown', false],
    ['succeeded', true],
    ['failed', true],
    ['cancelled', true],
  ] as const)('%s is final: %s', (status, final) => {
    expect(isFinal(status)).toBe(final);
  });
});
