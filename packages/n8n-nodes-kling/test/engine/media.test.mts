import type { FaultRule, Sandbox } from '@kling-automation/sandbox';
import type { INodeExecutionData } from 'n8n-workflow';
import { beforeAll, describe, expect, test } from 'vitest';
import { binaryData, startServices } from './n8n-services.mts';
import { generating, openSandbox, postsOf } from './open-sandbox.mts';
import { jsonOf, outputOf, runWorkflow } from './run-workflow.mts';

beforeAll(async () => {
  await startServices();
});

/** The smallest thing that is a PNG by its name. */
const picture = Buffer.from('iVBORw0KGgo=', 'base64');

async function itemWithPicture(
  mimeType = 'image/png',
  executionId = '0',
): Promise<INodeExecutionData> {
  const location = { type: 'execution', workflowId: 'workflow-1', executionId } as const;
  const data = await binaryData().store(location, picture, { mimeType, data: '' });
  return { json: { name: 'shoe' }, binary: { photo: data } };
}

describe('an image from a binary field', () => {
  test('goes to the API as a signed link to n8n', async () => {
    const sandbox = await openSandbox();

    await runWorkflow({
      baseUrl: sandbox.url,
      items: [await itemWithPicture()],
      parameters: generating({ image: 'photo', aspectRatio: 'auto' }),
    });

    const body = sandbox.requests()[0]?.body;
    expect(body).toMatchObject({
      image: expect.stringMatching(
        /^http:\/\/127\.0\.0\.1:5678\/rest\/binary-data\/signed\?token=./,
      ),
    });
    expect(body).not.toHaveProperty('aspect_ratio');
  });

  test('is provided as a copy where n8n renames the file when the execution ends', async () => {
    const sandbox = await openSandbox();

    // So a picture comes from a form or a webhook: the execution has no id yet when it is stored.
    await runWorkflow({
      baseUrl: sandbox.url,
      items: [await itemWithPicture('image/png', 'temp')],
      parameters: generating({ operation: 'submit', image: 'photo' }),
      executionId: '7',
    });

    expect(providedFileId(sandbox)).toMatch(/\/executions\/7\/binary_data\//);
  });

  test('is the same video by its content, whichever link is provided', async () => {
    const sandbox = await openSandbox();
    const render = async () =>
      runWorkflow({
        baseUrl: sandbox.url,
        // Each time another file, and so another link.
        items: [await itemWithPicture()],
        parameters: generating({ image: 'photo', payOncePer: 'content' }),
      });

    const first = await render();
    const second = await render();

    expect([...jsonOf(first), ...jsonOf(second)].map(({ taskId }) => taskId)).toEqual([
      sandbox.tasks()[0]?.id,
      sandbox.tasks()[0]?.id,
    ]);
    expect(postsOf(sandbox)).toBe(1);
  });

  test.each([
    ['sketch', 'The item has no binary field "sketch". It has: photo.'],
    ['photo', 'The binary field holds text/plain. Give a JPG or PNG.'],
  ])('is refused before anything is sent when "%s" is no picture', async (image, message) => {
    const sandbox = await openSandbox();

    const run = await runWorkflow({
      baseUrl: sandbox.url,
      items: [await itemWithPicture('text/plain')],
      parameters: generating({ image }),
    });

    expect(run.data.resultData.error?.message).toContain(message);
    expect(sandbox.requests()).toEqual([]);
  });

  test('is refused when API in One cannot reach this n8n', async () => {
    const run = await runWorkflow({
      baseUrl: 'https://api.invalid',
      items: [await itemWithPicture()],
      parameters: generating({ image: 'photo' }),
    });

    expect(run.data.resultData.error?.message).toContain(
      'API in One cannot fetch the picture from http://127.0.0.1:5678',
    );
  });
});

/** Which file the link in the request leads to: its token names it. */
function providedFileId(sandbox: Sandbox): string {
  const { image } = Object(sandbox.requests()[0]?.body);
  const token = new URL(String(image)).searchParams.get('token') ?? '';
  const [, claims = ''] = token.split('.');
  return String(JSON.parse(Buffer.from(claims, 'base64url').toString()).id);
}

describe('the download', () => {
  test('asks for a fresh link when the first has expired', async () => {
    const sandbox = await openSandbox({ faults: [{ on: 'media', kind: 'expired-media-url' }] });

    const run = await runWorkflow({
      baseUrl: sandbox.url,
      parameters: generating({ download: true }),
    });

    expect(outputOf(run)[0]?.binary?.data).toMatchObject({ mimeType: 'video/mp4' });
  });

  test('never brings the key to the media server', async () => {
    const sandbox = await openSandbox();

    await runWorkflow({ baseUrl: sandbox.url, parameters: generating({ download: true }) });

    const media = sandbox.requests().filter(({ path }) => path.startsWith('/media/'));
    expect(media).toHaveLength(1);
    expect(media[0]?.headers).not.toHaveProperty('authorization');
  });

  test('continues where the connection broke', async () => {
    const sandbox = await openSandbox({ faults: [{ on: 'media', kind: 'media-cut' }] });

    const run = await runWorkflow({
      baseUrl: sandbox.url,
      parameters: generating({ download: true }),
    });

    const media = sandbox.requests().filter(({ path }) => path.startsWith('/media/'));
    expect(media.map(({ headers }) => [headers.range, headers['if-range']])).toEqual([
      [undefined, undefined],
      [expect.stringMatching(/^bytes=\d{5,}-$/), expect.stringMatching(/^"\w{32}"$/)],
    ]);
    expect(outputOf(run)[0]?.binary?.data?.bytes).toBeGreaterThan(50_000);
  });

  test.each<[string, FaultRule, number, RegExp]>([
    ['is a web page', { on: 'media', kind: 'media-html', times: 'always' }, 1024, /a web page/],
    ['is too large', { on: 'media', kind: 'slow', delayMilliseconds: 1 }, 0.01, /larger than/],
    ['is gone', { on: 'media', kind: 'expired-media-url', times: 'always' }, 1024, /has expired/],
  ])(
    'reports that a video is already paid when the file %s',
    async (_, fault, megabytes, reason) => {
      const sandbox = await openSandbox({ faults: [fault] });

      const run = await runWorkflow({
        baseUrl: sandbox.url,
        parameters: generating({ download: true }, { maxDownloadMegabytes: megabytes }),
        node: { onError: 'continueRegularOutput' },
      });

      const [item] = jsonOf(run);
      expect(item).toMatchObject({ taskId: sandbox.tasks()[0]?.id, code: 'download' });
      expect(item?.message).toMatch(reason);
      expect(item?.message).toContain('is already paid');
    },
  );
});
