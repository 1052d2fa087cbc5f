import type { INode, INodeParameters } from 'n8n-workflow';
import { describe, expect, test } from 'vitest';
import { readPlace } from '../../nodes/Kling/operations/video/item-identity.ts';

const parameters: INodeParameters = { resource: 'video', prompt: '={{ $now }}', duration: 5 };

function placeWith(
  changed: INodeParameters,
  { json = {}, turn = 0 }: { json?: Record<string, string>; turn?: number } = {},
): string | undefined {
  const node: INode = {
    id: '1',
    name: 'Kling',
    type: 'kling',
    typeVersion: 1,
    position: [0, 0],
    parameters: { ...parameters, ...changed },
  };
  const context = {
    evaluateExpression: () => turn,
    getInputData: () => [{ json }],
    getNode: () => node,
    getNodeParameter: (name: string) => node.parameters[name] ?? '',
  };
  // n8n's type of getNodeParameter has an overload for each kind of field.
  return readPlace(context as unknown as Parameters<typeof readPlace>[0], 0);
}

describe('the place of an item in an execution', () => {
  test.each<INodeParameters>([
    { prompt: '={{ $now }} again' },
    { mode: 'pro' },
    { duration: 6 },
    { aspectRatio: '9:16' },
    { sound: false },
    { image: 'data' },
    { shots: { shot: [{ prompt: 'A cat', duration: 5 }] } },
    { elements: { element: [{ name: 'cat' }] } },
    { edition: 'week 48' },
  ])('is another when somebody has changed what the video shows: %j', (changed) => {
    expect(placeWith(changed)).not.toBe(placeWith({}));
  });

  test.each<INodeParameters>([
    { options: { callbackUrl: 'https://example.com/callback' } },
    { maxCredits: 900 },
    { waitMode: 'upToSeconds' },
    { download: false },
  ])('is the same when only the way to run is another: %j', (changed) => {
    expect(placeWith(changed)).toBe(placeWith({}));
  });

  test('is another in another turn, and when another item came in', () => {
    expect(placeWith({}, { turn: 1 })).not.toBe(placeWith({}));
    expect(placeWith({}, { json: { name: 'Ada' } })).not.toBe(placeWith({}));
  });

  test('does not count where no field is an expression: there the content is enough', () => {
    expect(placeWith({ prompt: 'A cat' })).toBeUndefined();
  });
});
