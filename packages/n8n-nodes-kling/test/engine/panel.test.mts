import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { klingWith } from './kling-with.mts';
import { kling } from './node-types.mts';

const require = createRequire(import.meta.url);
const codex = require('../../dist/nodes/Kling/Kling.node.json');

/** The search of n8n's editor, which n8n-core does not export. */
const { sublimeSearch } = createRequire(require.resolve('n8n-core'))(
  '@n8n/utils/search/sublime-search',
);

describe('the hints of the panel', () => {
  /** The messages that the editor shows, by their beginnings. */
  function hintsFor(callbackUrl: string, operation = 'submit'): readonly string[] {
    const { node, workflow } = klingWith({ operation, maxCredits: 1, options: { callbackUrl } });
    return (kling.description.hints ?? [])
      .slice(1)
      .filter(({ displayCondition = '' }) =>
        workflow.expression.getSimpleParameterValue(node, displayCondition, 'internal', {}),
      )
      .map(({ message }) => message.split(/[,;]/)[0] ?? '');
  }

  const testUrl = 'The Callback URL is a test URL';
  const privateUrl = 'Only your own network can reach the Callback URL';

  test.each([
    ['https://n8n.example.com/webhook/1/kling', []],
    ['https://n8n.example.com/webhook-test/1/kling', [testUrl]],
    ['http://localhost:5678/webhook/1/kling', [privateUrl]],
    ['http://192.168.1.7/webhook/1/kling', [privateUrl]],
    ['http://n8n:5678/webhook-test/1/kling', [testUrl, privateUrl]],
    ['={{ $json.url }}', []],
    ['', []],
  ])('for the callback URL %j are %j', (callbackUrl, hints) => {
    expect(hintsFor(callbackUrl)).toEqual(hints);
  });

  test('are none where the callback URL is not used', () => {
    expect(hintsFor('http://localhost/webhook-test/', 'estimate')).toEqual([]);
  });
});

describe('the search of n8n', () => {
  const places = [
    { key: 'displayName', weight: 1.3 },
    { key: 'alias', weight: 1 },
  ];

  test('finds nothing for other words', () => {
    expect(sublimeSearch('spreadsheet', [{ alias: codex.alias }], places)).toEqual([]);
  });

  test.each([
    'generate video',
    'video generation',
    'text to video',
    'image to video',
    'ai video',
    'sora',
    'veo',
    'runway',
    'kling',
  ])('finds the node by %j', (words) => {
    const { displayName } = kling.description;

    const found = sublimeSearch(words, [{ displayName, alias: codex.alias }], places);

    expect(found).toHaveLength(1);
  });
});
