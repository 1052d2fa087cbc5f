import { describe, expect, test } from 'vitest';

import { VideoApiError } from './video-api-error.ts';

describe('An error of this package', () => {
  test('has cautious facts unless dataResponse otherwise', () => {
    const error = new VideoApiError('refused', 'No.');

    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      name: 'VideoApiError',
      code: 'refused',
      message: 'No.',
      taskId: undefined,
      mayHaveBeenCharged: false,
      retryable: false,
    });
    expect(error).not.toHaveProperty('cause');
  });

  test('keeps the facts it is given', () => {
    const cause = new Error('reset');

    const error = new VideoApiError('transport', 'Lost.', {
      taskId: 'task_1',
      mayHaveBeenCharged: true,
      retryable: true,
      cause,
    });

    expect(error).toMatchObject({ taskId: 'task_1', mayHaveBeenCharged: true, retryable: true });
    expect(error.cause).toBe(cause);
  });
});
