import { describe, expect, test } from 'vitest';
import { createTaskIdWriter } from './task-id.ts';

describe('task ids', () => {
  test('differ within a sandbox and are the same for the same seed', () => {
    const ordinals = Array.from({ length: 5000 }, (_, index) => index + 1);

    const ids = ordinals.map(createTaskIdWriter(1));

    expect(new Set(ids).size).toBe(5000);
    expect(ordinals.map(createTaskIdWriter(1))).toEqual(ids);
    expect(ids[0]).toBe('n4139jvrk01_kling3');
  });
});
