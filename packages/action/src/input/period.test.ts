import { describe, expect, test } from 'vitest';
import { isoWeek, periodName, scheduledTime } from './period.ts';

const at = (text: string) => Date.parse(text);

describe('the ISO week', () => {
  test.each([
    ['2026-11-22T23:59:59Z', '2026-W47'],
    ['2026-11-23T00:00:00Z', '2026-W48'],
    ['2027-01-01T12:00:00Z', '2026-W53'],
    ['2024-12-30T00:00:00Z', '2025-W01'],
    ['2023-01-01T00:00:00Z', '2022-W52'],
  ])('of %s is %s', (moment, week) => {
    expect(isoWeek(at(moment))).toBe(week);
  });
});

describe('the period of a run', () => {
  const schedule = (cron: string) => ({ name: 'schedule', payload: { schedule: cron } });

  test('is the time the schedule names, however late the run starts', () => {
    const sundayNight = schedule('50 23 * * 0');

    const time = scheduledTime(sundayNight, at('2026-11-23T00:10:00Z'));

    expect(time).toBe(at('2026-11-22T23:50:00Z'));
    expect(periodName('week', { time, runId: '1' })).toBe('2026-W47');
  });

  test('is the moment itself when the run starts on time', () => {
    expect(scheduledTime(schedule('0 9 * * 1'), at('2026-11-23T09:00:00Z'))).toBe(
      at('2026-11-23T09:00:00Z'),
    );
  });

  test.each([
    ['a push', { name: 'push', payload: {} }],
    ['a schedule that cannot be read', schedule('whenever')],
  ])('is the start of the run after %s', (_what, event) => {
    expect(scheduledTime(event, at('2026-11-23T09:00:00Z'))).toBe(at('2026-11-23T09:00:00Z'));
  });

  test('has a name by what makes a render new', () => {
    const run = { time: at('2026-11-22T10:00:00Z'), runId: '1001' };

    expect(periodName('content', run)).toBe('');
    expect(periodName('run', run)).toBe('run-1001');
    expect(periodName('day', run)).toBe('2026-11-22');
  });
});
