import type { IExecuteFunctions } from 'n8n-workflow';
import { describe, expect, test } from 'vitest';
import { createCallbackUrls } from '../../nodes/Kling/operations/video/parked/callback-url.ts';

const apiInOne = new URL('https://apiin.one');
const sandbox = new URL('http://127.0.0.1:4010');

/** An execution that n8n resumes by this URL. */
function executionAt(resumeUrl: string) {
  const context = {
    evaluateExpression: () => resumeUrl,
    getInputData: () => [],
    getNode: () => ({ id: 'id of Kling', type: 'kling' }),
  };
  return context as unknown as IExecuteFunctions;
}

describe('the callback URL of a parked execution', () => {
  test.each([
    ['https://n8n.example.com/webhook-waiting/7?signature=x', apiInOne],
    ['http://localhost:5678/webhook-waiting/7?signature=x', sandbox],
  ])('is %s for an API that can reach it, with a token of the item', (resumeUrl, api) => {
    const urlOf = createCallbackUrls(executionAt(resumeUrl), api);

    const urls = [0, 1, 0].map((itemIndex) => urlOf?.(itemIndex));

    expect(urls[0]).toMatch(new RegExp(`^${resumeUrl.replace('?', '\\?')}&kling=[0-9a-f]{16}$`));
    expect(urls[1]).not.toBe(urls[0]);
    expect(urls[2]).toBe(urls[0]);
  });

  test.each([
    'http://localhost:5678/webhook-waiting/7',
    'http://192.168.1.20:5678/webhook-waiting/7',
    'http://n8n:5678/webhook-waiting/7',
    '[empty]',
  ])('is none at %s, which only the own network can reach', (resumeUrl) => {
    expect(createCallbackUrls(executionAt(resumeUrl), apiInOne)).toBeUndefined();
  });
});
