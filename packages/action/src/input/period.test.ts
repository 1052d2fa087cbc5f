import { describe, expect, test } from 'vitest';
import { calendarDate, isoWeek, isTimezone, periodName, scheduledTime } from './period.ts';

const at = (text: string) => Date.parse(text);

describe('the ISO week', () => {
  test.each([
    ['2026-11-22T23:59:59Z', '2026-W47'],
    ['2026-11-23T00:00:00Z', '2026-W48'],
    ['2027-01-01T12:00:00Z', '2026-W53'],
    ['2024-12-30T00:00:00Z', '2025-W01'],
    ['2023-01-01T00:00:00Z', '2022-W52'],
  ])('of %s is %s', (moment, week) => {
    expect(isoWeek({ time: at(moment), timezone: 'UTC' })).toBe(week);
  });

  test.each([
    ['UTC', '2026-11-22', '2026-W47'],
    ['Europe/Berlin', '2026-11-23', '2026-W48'],
    ['America/Los_Angeles', '2026-11-22', '2026-W47'],
    ['Asia/Tokyo', '2026-11-23', '2026-W48'],
  ])('and the date are those of the zone: %s', (timezone, date, week) => {
    const moment = { time: at('2026-11-22T23:30:00Z'), timezone };

    expect(calendarDate(moment)).toBe(date);
    expect(isoWeek(moment)).toBe(week);
  });
});

describe('the period of a run', () => {
  const schedule = (cron: string) => ({ name: 'schedule', payload: { schedule: cron } });

  test('is the time the schedule names, however late the run starts', () => {
    const sundayNight = schedule('50 23 * * 0');

    const time = scheduledTime(sundayNight, { now: at('2026-11-23T00:10:00Z'), timezone: 'UTC' });

    expect(time).toBe(at('2026-11-22T23:50:00Z'));
    expect(periodName('week', { time, timezone: 'UTC', runId: '1' })).toBe('2026-W47');
  });

  test('is the moment itself when the run starts on time', () => {
    const now = at('2026-11-23T09:00:00Z');

    expect(scheduledTime(schedule('0 9 * * 1'), { now, timezone: 'UTC' })).toBe(now);
  });

  test('is that of a schedule in a zone of its own', () => {
    const run = { now: at('2026-11-23T23:20:00Z'), timezone: 'America/New_York' };

    const time = scheduledTime(schedule('0 18 * * 1'), run);

    expect(time).toBe(at('2026-11-23T23:00:00Z'));
    expect(periodName('day', { ...run, time, runId: '1' })).toBe('2026-11-23');
  });

  test.each([
    ['a push', { name: 'push', payload: {} }],
    ['a schedule that cannot be read', schedule('whenever')],
  ])('is the start of the run after %s', (_what, event) => {
    const now = at('2026-11-23T09:00:00Z');

    expect(scheduledTime(event, { now, timezone: 'UTC' })).toBe(now);
  });

  test('has a name by what makes a render new', () => {
    const run = { time: at('2026-11-22T10:00:00Z'), timezone: 'UTC', runId: '1001' };

    expect(periodName('content', run)).toBe('');
    expect(periodName('run', run)).toBe('run-1001');
    expect(periodName('day', run)).toBe('2026-11-22');
  });
});

test.each([
  ['UTC', true],
  ['Europe/Berlin', true],
  ['Europe/Berlim', false],
  ['Berlin', false],
  ['+02:00', false],
  ['', false],
])('%j is the name of a zone: %s', (name, isName) => {
  expect(isTimezone(name)).toBe(isName);
});
