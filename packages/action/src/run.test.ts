import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvalidRequestError, requestIssue, type Transport } from '@kling-automation/core';
import {
  createScriptedTransport,
  createVirtualClock,
  finishedTask,
  inOrder,
  runningTask,
} from '@kling-automation/core/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type RunDependencies, runStep } from './run.ts';
import { type Cancellation, CancelledError } from './runner/cancellation.ts';
import { createFakeCache } from './testing/fake-cache.ts';
import { createFakeHost, type FakeHost } from './testing/fake-host.ts';
import { createFakeReleaseStore } from './testing/fake-release-store.ts';

const accepted = runningTask('task_1');
const running = runningTask('task_1', 40);
const succeeded = finishedTask('task_1');
const inputs = { 'api-key': 'aio_1', prompt: 'A lighthouse' };

const neverCancelled: Cancellation = {
  signal: new AbortController().signal,
  exitCode: () => undefined,
};

function step(host: FakeHost, transport: Transport, changes: Partial<RunDependencies> = {}) {
  return runStep({
    host,
    clock: createVirtualClock({ timeLimitMilliseconds: 10_000 }),
    cancellation: neverCancelled,
    createTransport: () => transport,
    downloadVideo: async (_url, { path }) => ({ path, bytes: 1000, sha256: 'a'.repeat(64) }),
    createDirectory: async () => undefined,
    readTextFile: async () => '',
    readPublicFile: async () => ({ status: 404, content: new Uint8Array() }),
    cache: { access: { canRead: false, canWrite: false }, store: createFakeCache() },
    github: {
      traffic: { rateLimit: () => undefined },
      openRefs: async () => undefined,
      openRelease: async () => createFakeReleaseStore(),
      comment: { showPlan: async () => undefined, showResult: async () => undefined },
    },
    ...changes,
  });
}

let workspace: string;
beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'run-'));
});
afterEach(() => rm(workspace, { recursive: true }));

function hostOf(options: Parameters<typeof createFakeHost>[0]): FakeHost {
  return createFakeHost({ ...options, workspace });
}

describe('an image of the repository', () => {
  const picture = { status: 200, content: new TextEncoder().encode('picture') };
  const withImage = { ...inputs, image: 'images/shoe.png' };
  const render = async (commit: string) => {
    const host = hostOf({ inputs: withImage, event: { commit } });
    const transport = createScriptedTransport(inOrder(accepted, succeeded));
    await step(host, transport, { readPublicFile: async () => picture });
    return { host, sent: transport.requests[0]?.body };
  };

  test('is sent as its public link, and is the same video in every commit', async () => {
    const [one, other] = [await render('aaaaaaa'), await render('bbbbbbb')];

    expect(one.sent).toMatchObject({
      image: 'https://raw.githubusercontent.com/octo-org/demo/aaaaaaa/images/shoe.png',
    });
    expect(one.host.outputs.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(other.host.outputs.fingerprint).toBe(one.host.outputs.fingerprint);
  });

  test('holds no cancel up while it is read', async () => {
    const host = hostOf({ inputs: withImage });
    const transport = createScriptedTransport(inOrder(accepted));
    const controller = new AbortController();
    const cancellation = { signal: controller.signal, exitCode: () => 130 };

    const exitCode = await step(host, transport, {
      cancellation,
      readPublicFile: () => {
        controller.abort(new CancelledError('SIGINT'));
        return new Promise(() => {});
      },
    });

    expect(exitCode).toBe(130);
    expect(transport.requests).toEqual([]);
    expect(host.outputs.status).toBe('cancelled');
  });

  test('is refused before anything is sent when nobody can fetch it', async () => {
    const host = hostOf({ inputs: withImage });
    const transport = createScriptedTransport(inOrder(accepted));

    const exitCode = await step(host, transport);

    expect(exitCode).toBe(1);
    expect(transport.requests).toEqual([]);
    expect(host.events.join('\n')).toContain('Nobody can fetch images/shoe.png');
  });
});

describe('the step', () => {
  test('masks the key before anything else, and sets every output before it can fail', async () => {
    const host = hostOf({ inputs: { 'api-key': 'aio_1' } });

    const exitCode = await step(host, createScriptedTransport(inOrder(accepted)));

    expect(exitCode).toBe(1);
    expect(host.events[0]).toBe('mask: aio_1');
    expect(host.events[1]).toBe('outputs');
    expect(host.outputs.status).toBe('failed');
  });

  test('submits once, waits, downloads, and reports', async () => {
    const host = hostOf({ inputs });
    const transport = createScriptedTransport(inOrder(accepted, running, succeeded));

    const exitCode = await step(host, transport);

    expect(exitCode).toBe(0);
    expect(transport.requests.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET']);
    expect(host.outputs).toMatchObject({ status: 'rendered', 'task-id': 'task_1', credits: '300' });
    expect(host.events.filter((event) => /^(print|group|endgroup)/.test(event))).toEqual([
      'print: Video: A lighthouse',
      'print: Format: 5 s, std, 16:9, with sound',
      expect.stringMatching(/^print: File: renders\/a-lighthouse-[0-9a-f]{8}\.mp4$/),
      expect.stringMatching(/^print: Fingerprint: [0-9a-f]{64}$/),
      'print: Price: 300 credits, about $3.00 (no limit set)',
      'print: What is paid is only remembered in the workspace of this runner, because there is no github-token.',
      'print: Task task_1 was submitted and is paid.',
      'group: Waiting for the video, mostly one to three minutes',
      'print: 3 s · IN_PROGRESS · 40 %',
      'print: 6 s · SUCCESS · 100 %',
      'endgroup',
      expect.stringMatching(/^print: Done: /),
    ]);
  });

  test('keeps the task id before it looks at the task for the first time', async () => {
    const host = hostOf({ inputs });
    const seen: (string | undefined)[] = [];
    const script = createScriptedTransport(inOrder(accepted, succeeded));

    await step(host, {
      send(request) {
        if (request.method === 'GET') seen.push(host.state.ledger, host.outputs['task-id']);
        return script.send(request);
      },
    });

    expect(seen).toEqual([expect.stringContaining('task_1'), 'task_1']);
  });

  test('checks before it pays whether the directory can be written to', async () => {
    const host = hostOf({ inputs });
    const transport = createScriptedTransport(inOrder(accepted));

    const exitCode = await step(host, transport, {
      createDirectory: async () => {
        throw new Error("EACCES: permission denied, mkdir '/renders'");
      },
    });

    expect(exitCode).toBe(1);
    expect(transport.requests).toEqual([]);
    expect(host.events.find((event) => event.startsWith('error'))).toContain('EACCES');
  });

  test('resumes a task that is given, and submits nothing', async () => {
    const host = hostOf({ inputs: { ...inputs, 'task-id': 'task_1', 'max-credits': '0' } });
    const transport = createScriptedTransport(inOrder(succeeded, succeeded));

    const exitCode = await step(host, transport);

    expect(exitCode).toBe(0);
    // The first proves that the task exists, the second brings its video.
    expect(transport.requests.map(({ method }) => method)).toEqual(['GET', 'GET']);
    expect(host.outputs.status).toBe('resumed');
  });

  test('reports a cancel with the exit code of its signal', async () => {
    const host = hostOf({ inputs });
    const controller = new AbortController();
    const script = createScriptedTransport(inOrder(accepted, running));

    const exitCode = await step(
      host,
      {
        send(request) {
          if (request.method === 'GET') controller.abort(new CancelledError('SIGINT'));
          return script.send(request);
        },
      },
      {
        cancellation: {
          signal: controller.signal,
          exitCode: () => (controller.signal.aborted ? 130 : undefined),
        },
      },
    );

    expect(exitCode).toBe(130);
    expect(host.outputs).toMatchObject({ status: 'cancelled', 'task-id': 'task_1' });
    expect(host.summary).toContain('task-id: task_1');
    expect(host.state.outcome).toBe('failure');
  });

  test('checks the base URL also on a dry run, with no key at all', async () => {
    const host = hostOf({ inputs: { prompt: 'A lighthouse', 'dry-run': 'true' } });
    const keys: string[] = [];

    const exitCode = await step(host, createScriptedTransport(inOrder(accepted)), {
      createTransport({ apiKey }) {
        keys.push(apiKey);
        throw new InvalidRequestError([requestIssue(['baseUrl'], 'It is not a URL.')]);
      },
    });

    expect(exitCode).toBe(1);
    expect(keys).toHaveLength(1);
    expect(host.events.find((event) => event.startsWith('error'))).toContain(
      '- base-url: It is not a URL.',
    );
  });

  test('warns of what the API may refuse or ignore', async () => {
    const host = hostOf({
      inputs: { ...inputs, image: 'https://a.test/1.png', 'aspect-ratio': '1:1' },
    });

    await step(host, createScriptedTransport(inOrder(accepted, succeeded)));

    expect(host.events.find((event) => event.startsWith('warning'))).toContain(
      'aspect-ratio: It is most likely ignored',
    );
  });

  test('reads a link that has expired from the task again', async () => {
    const host = hostOf({ inputs });
    const transport = createScriptedTransport(inOrder(accepted, succeeded));
    const urls: string[] = [];

    await step(host, transport, {
      async downloadVideo(url, { path, refreshUrl }) {
        urls.push(url, (await refreshUrl?.(new AbortController().signal)) ?? '');
        return { path, bytes: 1, sha256: '' };
      },
    });

    expect(urls).toHaveLength(2);
    expect(transport.requests.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET']);
  });
});
