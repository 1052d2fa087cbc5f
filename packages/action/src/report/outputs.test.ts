import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { lighthousePlan, rendered } from '../testing/results.ts';
import { describeOutputs, emptyOutputs } from './outputs.ts';

describe('outputs', () => {
  test('are all there from the start, as action.yml declares them', () => {
    const manifest = parse(
      readFileSync(new URL('../../../../action.yml', import.meta.url), 'utf8'),
    );

    const outputs = emptyOutputs;

    expect(Object.keys(outputs).sort()).toEqual(Object.keys(manifest.outputs).sort());
    expect(outputs).toMatchObject({ status: '', credits: '0', videos: '[]' });
  });

  test('describe the first video, and all as JSON', () => {
    const outputs = describeOutputs('rendered', [rendered]);

    expect(outputs).toEqual({
      status: 'rendered',
      'video-path': 'renders/a-lighthouse-ffffffff.mp4',
      'video-url': 'https://media.test/1.mp4?signature=5ecret',
      'asset-url': '',
      sha256: 'a'.repeat(64),
      'task-id': 'task_1',
      credits: '481',
      'estimated-credits': '480',
      'cost-usd': '4.81',
      fingerprint: 'f'.repeat(64),
      'video-paths': 'renders/a-lighthouse-ffffffff.mp4',
      videos: expect.any(String),
    });
    expect(JSON.parse(String(outputs.videos))).toMatchObject([
      { name: '', status: 'rendered', 'task-id': 'task_1', credits: 481 },
    ]);
    expect(outputs.videos).not.toContain('5ecret');
  });

  test('take the price table’s figure for a task of which the API has no figure', () => {
    const submitted = { plan: lighthousePlan, status: 'submitted', taskId: 'task_1' } as const;

    const outputs = describeOutputs('submitted', [submitted]);

    expect(outputs).toMatchObject({ credits: '480', 'cost-usd': '4.8', 'video-path': '' });
  });

  test('add up what all videos cost, and count what is already paid as nothing', () => {
    const before = { ...rendered, isAlreadyPaid: true, assetUrl: 'https://github.test/a.mp4' };

    const outputs = describeOutputs('rendered', [before, rendered]);

    expect(outputs).toMatchObject({
      credits: '481',
      'estimated-credits': '480',
      'cost-usd': '4.81',
      'asset-url': 'https://github.test/a.mp4',
    });
    expect(JSON.parse(String(outputs.videos))).toMatchObject([{ credits: 0 }, { credits: 481 }]);
  });
});
