import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { type ApiFailure, parseFailure } from '../task/failure.ts';
import { parseJson } from '../task/json.ts';
import { classifyFailedTask, classifyFailure } from './failure-class.ts';

function failure(code: string | undefined, message?: string): ApiFailure {
  return { code, message };
}

describe('A error response', () => {
  test.each([
    [401, 'auth'],
    [403, 'other'],
    [402, 'credits'],
    [400, 'validation'],
    [422, 'validation'],
    [430, 'content-policy'],
    [431, 'content-policy'],
    [429, 'rate'],
    [408, 'server'],
    [425, 'server'],
    [455, 'server'],
    [500, 'server'],
    [502, 'server'],
    [503, 'server'],
    [524, 'server'],
    [404, 'unknown-task'],
    [418, 'validation'],
    [302, 'validation'],
  ])('with HTTP %i alone is %s', (httpStatus, failureClass) => {
    expect(classifyFailure(httpStatus, undefined)).toBe(failureClass);
  });

  test.each([
    ['401', 'auth'],
    ['403', 'other'],
    ['402', 'credits'],
    ['400', 'validation'],
    ['422', 'validation'],
    ['430', 'content-policy'],
    ['431', 'content-policy'],
    ['429', 'rate'],
    ['455', 'server'],
    ['500', 'server'],
    ['503', 'server'],
    ['404', 'unknown-task'],
    ['5000', 'validation'],
    ['insufficient_credits', 'credits'],
    ['content_policy_violation', 'content-policy'],
    ['constructor', 'validation'],
    ['__proto__', 'validation'],
  ])('with code %s in the body of a 200 is %s', (code, failureClass) => {
    expect(classifyFailure(200, failure(code))).toBe(failureClass);
  });

  test.each([
    [401, '1000', 'auth'],
    [401, '1001', 'auth'],
    [401, '1002', 'auth'],
    [401, '1003', 'auth'],
    [401, '1004', 'auth'],
    [429, '1101', 'credits'],
    [429, '1102', 'credits'],
    [200, '1102', 'credits'],
    [500, '1102', 'credits'],
    [400, '1300', 'content-policy'],
    [400, '1301', 'content-policy'],
    [429, '1302', 'rate'],
    [429, '1303', 'rate'],
    [200, '1303', 'rate'],
  ])("with HTTP %i and Kling's code %s is %s", (httpStatus, code, failureClass) => {
    expect(classifyFailure(httpStatus, failure(code))).toBe(failureClass);
  });

  test.each([
    [403, '1103', 'other'],
    [429, '1304', 'rate'],
    [404, '1203', 'unknown-task'],
    [400, '1201', 'validation'],
    [200, '1299', 'validation'],
  ])(
    "with a code of Kling's that is not listed goes by its HTTP %i: %s is %s",
    (httpStatus, code, failureClass) => {
      expect(classifyFailure(httpStatus, failure(code))).toBe(failureClass);
    },
  );

  test.each([
    [401, '500', 'auth'],
    [404, '402', 'unknown-task'],
    [429, '400', 'rate'],
    [502, '402', 'server'],
    [400, '402', 'credits'],
    [422, '430', 'content-policy'],
    [400, '404', 'unknown-task'],
  ])(
    'with HTTP %i goes by that before its code %s, unless it shows little: %s',
    (httpStatus, code, failureClass) => {
      expect(classifyFailure(httpStatus, failure(code))).toBe(failureClass);
    },
  );

  test.each([
    'No available credits',
    'Insufficient credits',
    'insufficient account balance',
    'Insufficient_user_quota',
    'Your balance is insufficient.',
    'Account balance not enough',
    'Not enough credits to start',
    'Credits exhausted',
    'Exhausted balance. Top up to go on.',
    'Organization balance is too low to use API',
    '余额不足',
    '用户额度不足',
    '积分不足',
  ])('that shows "%s" is about credits, whatever the status', (message) => {
    expect(classifyFailure(200, failure(undefined, message))).toBe('credits');
    expect(classifyFailure(400, failure('400', message))).toBe('credits');
    expect(classifyFailure(401, failure('401', message))).toBe('credits');
    expect(classifyFailure(403, failure(undefined, message))).toBe('credits');
    expect(classifyFailure(429, failure('429', message))).toBe('credits');
  });

  test.each([
    [401, 'Invalid API key', 'auth'],
    [403, 'Insufficient permissions', 'other'],
    [403, 'Invalid API key', 'auth'],
    [403, 'Token expired', 'auth'],
    [403, 'Content policy violation', 'content-policy'],
    [429, 'Insufficient capacity, try again', 'rate'],
    [503, 'Insufficient balance of the upstream account', 'server'],
  ])(
    'with HTTP %i that shows "%s" is not about credits but %s',
    (httpStatus, message, failureClass) => {
      expect(classifyFailure(httpStatus, failure(undefined, message))).toBe(failureClass);
    },
  );

  test.each([
    'The prompt violates our content policy',
    'Sensitive words found',
    'NSFW content detected',
    'Blocked by moderation',
    'Prohibited content',
    'Triggered the risk control system',
    '内容违规',
    '包含敏感词',
    '审核未通过',
    '触发风控',
    '图片不符合规范',
    'Inappropriate content detected',
    'Your prompt was flagged',
  ])('that shows "%s" is about the content', (message) => {
    expect(classifyFailure(400, failure('400', message))).toBe('content-policy');
    expect(classifyFailure(200, failure(undefined, message))).toBe('content-policy');
  });

  test.each([
    'Image could not be fetched',
    'Failed to download the picture',
    'image url is not accessible',
    'The image dimensions are too small',
    'Image size exceeds 10 MB',
    'Invalid image aspect ratio',
    'Unsupported image format',
    'element_input_urls: invalid',
    'URL unreachable',
    'The resolution of the image is too low',
  ])('that shows "%s" is about the input', (message) => {
    expect(classifyFailure(422, failure('422', message))).toBe('input-fetch');
  });

  test.each([
    'duration must be a number',
    'Image-to-video generation is not enabled',
    'For more information on image prompts see the docs',
    'Unknown model',
  ])('that shows "%s" is about the request', (message) => {
    expect(classifyFailure(400, failure('400', message))).toBe('validation');
  });

  test.each([
    [502, '<html><title>502 Bad Gateway</title></html>', 'server'],
    [503, '', 'server'],
    [500, '{"code":500,"message":"inter', 'server'],
    [404, '<html>Not Found</html>', 'unknown-task'],
    [200, '{"code":404,"message":"Task not found"}', 'unknown-task'],
    [200, '{"code":402,"message":"No available credits"}', 'credits'],
    [401, '{"error":{"code":401,"message":"Invalid API key"}}', 'auth'],
    [429, '{"code":1102,"message":"Account balance not enough"}', 'credits'],
  ])('with HTTP %i and the body %s is %s', (httpStatus, body, failureClass) => {
    expect(classifyFailure(httpStatus, parseFailure(parseJson(body)))).toBe(failureClass);
  });

  test('is always of a known class', () => {
    const classes = [
      'auth',
      'credits',
      'validation',
      'content-policy',
      'input-fetch',
      'rate',
      'server',
      'unknown-task',
      'other',
    ];
    const texts = fc.option(fc.string(), { nil: undefined });
    const failures = fc.record({ code: texts, message: texts });
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), failures, (httpStatus, anyFailure) => {
        expect(classes).toContain(classifyFailure(httpStatus, anyFailure));
      }),
    );
  });
});

describe('A failed task', () => {
  test.each([
    [failure('1301'), 'content-policy'],
    [failure('430', 'Out of luck'), 'content-policy'],
    [failure(undefined, 'The prompt is sensitive'), 'content-policy'],
    [failure('nsfw_detected'), 'content-policy'],
    [failure(undefined, 'Failed to download image'), 'input-fetch'],
    [failure('image_invalid', 'Out of luck'), 'input-fetch'],
    [failure('500', 'Image to video generation failed'), 'other'],
    [failure(undefined, undefined), 'other'],
    [undefined, 'other'],
  ])('with %j failed for the reason: %s', (anyFailure, reason) => {
    expect(classifyFailedTask(anyFailure)).toBe(reason);
  });
});
