import type { INode, INodeParameters } from 'n8n-workflow';
import { describe, expect, test } from 'vitest';
import { executionKey } from '../../nodes/Kling/operations/video/ledger-key.ts';

const parameters: INodeParameters = { resource: 'video', prompt: 'A cat', duration: 5 };

function keyWith(changed: INodeParameters): string {
  const node: INode = {
    id: '1',
    name: 'Kling',
    type: 'kling',
    typeVersion: 1,
    position: [0, 0],
    parameters: { ...parameters, ...changed },
  };
  const context = {
    evaluateExpression: () => 0,
    getInputData: () => [{ json: {} }],
    getNode: () => node,
  };
  return executionKey(context, 0, 'content');
}

describe('the key of an item in an execution', () => {
  test.each<INodeParameters>([
    { prompt: 'A dog' },
    { mode: 'pro' },
    { duration: 6 },
    { aspectRatio: '9:16' },
    { sound: false },
    { image: 'data' },
    { shots: { shot: [{ prompt: 'A cat', duration: 5 }] } },
    { elements: { element: [{ name: 'cat' }] } },
  ])('is another when somebody has changed what the video shows: %j', (changed) => {
    expect(keyWith(changed)).not.toBe(keyWith({}));
  });

  test.each<INodeParameters>([
    { options: { callbackUrl: 'https://example.com/callback' } },
    { options: { maxCredits: 900 } },
    { waitMode: 'upToSeconds' },
    { download: false },
  ])('is the same when only the way to run is another: %j', (changed) => {
    expect(keyWith(changed)).toBe(keyWith({}));
  });
});
