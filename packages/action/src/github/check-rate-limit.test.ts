import { createVirtualClock } from '@kling-automation/core/testing';
import { describe, expect, test } from 'vitest';
import { checkRateLimit } from './check-rate-limit.ts';
import { createGithubTraffic } from './github-traffic.ts';

const resetAt = Date.parse('2026-11-26T14:30:00Z');

function trafficAfter(...remaining: readonly string[]) {
  const traffic = createGithubTraffic(createVirtualClock());
  for (const each of remaining) {
    traffic.note({
      'x-ratelimit-remaining': each,
      'x-ratelimit-reset': `${resetAt / 1000}`,
    });
  }
  return traffic;
}

describe('the rate limit of GitHub', () => {
  test.each([
    [1, '19'],
    [50, '460'],
    [90, '820'],
    [500, '820'],
  ])('allows %i videos with %s requests left', (videos, remaining) => {
    expect(() => checkRateLimit(videos, trafficAfter('0', remaining))).not.toThrow();
  });

  test.each([
    [
      1,
      '18',
      'GitHub allows this token 18 more requests before 14:30 UTC, and to remember and attach a video takes up to 19. Nothing was submitted. Run the step again after 14:30 UTC, or with fewer videos.',
    ],
    [
      50,
      '459',
      'GitHub allows this token 459 more requests before 14:30 UTC, and to remember and attach 50 videos takes up to 460. Nothing was submitted. Run the step again after 14:30 UTC, or with fewer videos.',
    ],
  ])('refuses %i videos with %s requests left', (videos, remaining, message) => {
    expect(() => checkRateLimit(videos, trafficAfter('1000', remaining))).toThrow(message);
  });

  test('is unknown to servers that show none', () => {
    const traffic = createGithubTraffic(createVirtualClock());
    traffic.note({ 'content-type': 'application/json' });

    expect(traffic.rateLimit()).toBeUndefined();
    expect(() => checkRateLimit(50, traffic)).not.toThrow();
  });
});
