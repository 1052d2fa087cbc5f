import type { IExecuteFunctions } from 'n8n-workflow';
import { describe, expect, test } from 'vitest';
import { readCallbackUrl } from '../../nodes/Kling/operations/video/until-callback/callback-url.ts';

const apiInOne = new URL('https://apiin.one');
const sandbox = new URL('http://127.0.0.1:4010');

/** An execution that n8n resumes by this URL. */
function executionAt(resumeUrl: string): Pick<IExecuteFunctions, 'evaluateExpression'> {
  return { evaluateExpression: () => resumeUrl };
}

describe('the callback URL of a parked execution', () => {
  test.each([
    ['https://n8n.example.com/webhook-waiting/7?signature=x', apiInOne],
    ['http://localhost:5678/webhook-waiting/7?signature=x', sandbox],
  ])('is %s for an API that can reach it', (resumeUrl, api) => {
    expect(readCallbackUrl(executionAt(resumeUrl), api)).toBe(resumeUrl);
  });

  test.each([
    'http://localhost:5678/webhook-waiting/7',
    'http://192.168.1.20:5678/webhook-waiting/7',
    'http://n8n:5678/webhook-waiting/7',
    '[empty]',
  ])('is none at %s, which only the own network can reach', (resumeUrl) => {
    expect(readCallbackUrl(executionAt(resumeUrl), apiInOne)).toBeUndefined();
  });
});
