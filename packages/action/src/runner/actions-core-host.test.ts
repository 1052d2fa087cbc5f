import { expect, test } from 'vitest';
import { createActionsCoreHost } from './actions-core-host.ts';

test('inputs leave the environment, and are read as the runner passes them', () => {
  const environment = {
    PATH: '/usr/bin',
    'INPUT_API-KEY': ' aio_1 ',
    'INPUT_GITHUB-TOKEN': 'ghs_1',
    INPUT_DRY_RUN: 'true',
    INPUT_IMAGE: '',
  };

  const host = createActionsCoreHost(environment);

  expect(environment).toEqual({ PATH: '/usr/bin' });
  expect(host.inputNames).toEqual(['api-key', 'github-token', 'dry_run', 'image']);
  expect(host.readInput('api-key')).toBe('aio_1');
  expect(host.readInput('image')).toBe('');
  expect(host.readInput('prompt')).toBe('');
});
