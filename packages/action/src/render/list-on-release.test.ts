import { createVirtualClock } from '@kling-automation/core/testing';
import { expect, test } from 'vitest';
import { createLog } from '../runner/log.ts';
import { createFakeHost } from '../testing/fake-host.ts';
import { createFakeReleaseStore } from '../testing/fake-release-store.ts';
import { listOnRelease } from './list-on-release.ts';

test('a text that GitHub never takes holds the step up for 30 s at most', async () => {
  const host = createFakeHost();
  const releaseStore = { ...createFakeReleaseStore(), list: () => new Promise<boolean>(() => {}) };

  await listOnRelease([], {
    clock: createVirtualClock({ timeLimitMilliseconds: 60_000 }),
    log: createLog(host.console),
    releaseStore,
    signal: new AbortController().signal,
  });

  expect(host.events.join()).toContain(
    'could not be listed in the text of the release: GitHub did not respond within 30 s.',
  );
});
