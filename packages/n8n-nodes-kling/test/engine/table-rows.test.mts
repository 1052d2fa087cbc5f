import type { IDataObject } from 'n8n-workflow';
import { beforeAll, describe, expect, test } from 'vitest';
import { startServices } from './n8n-services.mts';
import { generating, openSandbox } from './open-sandbox.mts';
import { jsonOf, runWorkflow } from './run-workflow.mts';

beforeAll(async () => {
  await startServices();
});

/** Every field of the request from a column of the item. */
const fromColumns = {
  prompt: '={{ $json.prompt }}',
  mode: '={{ $json.mode }}',
  duration: '={{ $json.seconds }}',
  aspectRatio: '={{ $json.ratio }}',
  sound: '={{ $json.sound }}',
  image: '={{ $json.image }}',
};

describe('an item with values as tables give them', () => {
  test.each<[string, IDataObject, IDataObject]>([
    [
      'a CSV file',
      { prompt: 'A cat', mode: 'PRO', seconds: '5s', ratio: '9:16 ', sound: 'FALSE', image: null },
      { prompt: 'A cat', mode: 'pro', duration: 5, aspect_ratio: '9:16', sound: false },
    ],
    [
      'a sheet',
      {
        prompt: ' A cat ',
        mode: 'Pro (1080p)',
        seconds: '5,0',
        ratio: 'AUTO',
        sound: '0',
        image: '',
      },
      { prompt: 'A cat', mode: 'pro', duration: 5, aspect_ratio: '16:9', sound: false },
    ],
    [
      'JSON with little in it',
      { prompt: 'A cat', mode: ' ', sound: 'no' },
      { prompt: 'A cat', mode: 'std', duration: 5, aspect_ratio: '16:9', sound: false },
    ],
  ])('from %s is sent as the API takes it', async (_source, json, sent) => {
    const sandbox = await openSandbox();

    const run = await runWorkflow({
      baseUrl: sandbox.url,
      items: [{ json }],
      parameters: generating(fromColumns),
    });

    expect(jsonOf(run)).toMatchObject([{ status: 'succeeded' }]);
    expect(sandbox.requests()[0]?.body).toEqual({ model: 'kling-3', ...sent });
  });

  test.each<[string, IDataObject]>([
    ['text', { shots: '[{"prompt": "One", "duration": 3}, {"prompt": "Two", "duration": "4s"}]' }],
    [
      'a list',
      {
        shots: [
          { prompt: 'One', duration: 3 },
          { prompt: 'Two', duration: 4 },
        ],
      },
    ],
  ])('has its shots as JSON, as %s', async (_form, json) => {
    const sandbox = await openSandbox();
    const parameters = { prompt: '', specifyShots: 'json', shotsJson: '={{ $json.shots }}' };

    await runWorkflow({
      baseUrl: sandbox.url,
      items: [{ json }],
      parameters: generating(parameters),
    });

    expect(sandbox.requests()[0]?.body).toMatchObject({
      multi_prompt: [
        { prompt: 'One', duration: 3 },
        { prompt: 'Two', duration: 4 },
      ],
    });
  });

  test('is refused where its JSON is wrong, with the place', async () => {
    const sandbox = await openSandbox();

    const run = await runWorkflow({
      baseUrl: sandbox.url,
      parameters: generating({
        specifyElements: 'json',
        elementsJson: '[{"name": "hero",\n "description": "A robot"',
      }),
    });

    expect(run.data.resultData.error?.message).toMatch(/^\[item 0\] .*line 2/);
    expect(sandbox.requests()).toEqual([]);
  });

  test('leaves options that its columns do not fill to their defaults', async () => {
    const sandbox = await openSandbox();

    const run = await runWorkflow({
      baseUrl: sandbox.url,
      parameters: generating(
        {},
        { concurrency: '={{ $json.missing }}', timeoutMinutes: '', maxDownloadMegabytes: ' ' },
      ),
    });

    expect(jsonOf(run)).toMatchObject([{ status: 'succeeded' }]);
  });

  test('has its price without any prompt', async () => {
    const run = await runWorkflow({
      baseUrl: 'http://127.0.0.1:9',
      items: [{ json: { mode: 'PRO', seconds: '8 s', sound: 'no' } }],
      parameters: generating({ ...fromColumns, operation: 'estimate' }),
    });

    expect(jsonOf(run)).toMatchObject([{ credits: 432 }]);
  });
});

describe('an item whose fields are its columns', () => {
  const byColumns = { prompt: 'Never sent', fieldsFrom: 'columns', mode: 'std', duration: 3 };

  test.each<[string, IDataObject, IDataObject]>([
    [
      'a CSV file',
      {
        Prompt: 'A cat',
        Mode: 'PRO',
        'Duration (Seconds)': '5s',
        'Aspect Ratio': '9:16',
        Sound: 'no',
      },
      { prompt: 'A cat', mode: 'pro', duration: 5, aspect_ratio: '9:16', sound: false },
    ],
    [
      'Google Sheets',
      {
        row_number: 2,
        prompt: 'A cat',
        seconds: 8,
        aspect_ratio: '',
        sound: 'TRUE',
        status: 'due',
      },
      { prompt: 'A cat', mode: 'std', duration: 8, aspect_ratio: '16:9', sound: true },
    ],
    [
      'Airtable',
      {
        id: 'rec1',
        createdTime: '2026-11-27',
        prompt: '',
        shots: '[{"prompt": "One", "duration": 3}]',
        'Image URL': 'https://images.example.com/cat.png',
      },
      {
        multi_shots: true,
        multi_prompt: [{ prompt: 'One', duration: 3 }],
        mode: 'std',
        image: 'https://images.example.com/cat.png',
      },
    ],
  ])('from %s is sent as the API takes it', async (_source, json, sent) => {
    const sandbox = await openSandbox();

    const run = await runWorkflow({
      baseUrl: sandbox.url,
      items: [{ json }],
      parameters: generating(byColumns),
    });

    expect(jsonOf(run)).toMatchObject([{ status: 'succeeded' }]);
    expect(sandbox.requests()[0]?.body).toMatchObject(sent);
  });

  test('never takes the prompt of the panel for a row without one', async () => {
    const sandbox = await openSandbox();

    const run = await runWorkflow({
      baseUrl: sandbox.url,
      items: [{ json: { prompt: 'A cat' } }, { json: { prompt: ' ' } }],
      parameters: generating(byColumns),
    });

    expect(run.data.resultData.error?.message).toMatch(/^\[item 1\] .*[Pp]rompt/);
    expect(sandbox.requests()).toEqual([]);
  });

  test('has the price of its columns', async () => {
    const run = await runWorkflow({
      baseUrl: 'http://127.0.0.1:9',
      items: [{ json: { Mode: 'pro', seconds: 10, sound: 'no' } }],
      parameters: { ...generating(byColumns), operation: 'estimate' },
    });

    expect(jsonOf(run)).toMatchObject([{ credits: 540 }]);
  });
});
