import { describe, expect, test } from 'vitest';
import { parseGenerationRequest } from './parse-generation-request.ts';

const liberal = { elementsNeedImage: false };
const text = { model: 'kling-3', prompt: 'A lighthouse at dawn' };
const shots = { model: 'kling-3', multi_shots: true };
const pictures = ['https://example.com/1.png', 'https://example.com/2.png'];
const fox = { name: 'fox', description: 'A red fox', element_input_urls: pictures };

describe('a valid request', () => {
  test('gets the documented defaults', () => {
    const result = parseGenerationRequest(text, liberal);

    expect(result).toEqual({
      isValid: true,
      request: {
        ...text,
        mode: 'std',
        duration: 5,
        aspect_ratio: '16:9',
        sound: true,
        multi_shots: false,
      },
    });
  });

  test.each<[string, object]>([
    ['everything in one shot', { ...text, mode: 'pro', duration: 15, sound: false }],
    ['an image', { ...text, image: 'http://example.com/first.jpg' }],
    ['2500 characters', { ...text, prompt: 'x'.repeat(2500) }],
    ['2500 characters beyond the basic plane', { ...text, prompt: '😀'.repeat(2500) }],
    ['one shot', { ...shots, duration: 3, multi_prompt: [{ prompt: 'a', duration: 3 }] }],
    [
      'six shots whose seconds add up',
      { ...shots, duration: 6, multi_prompt: Array(6).fill({ prompt: 'a', duration: 1 }) },
    ],
    ['an element with pictures', { ...text, prompt: 'Follow @fox.', kling_elements: [fox] }],
    [
      'an element with a video',
      {
        ...text,
        kling_elements: [{ name: 'fox', element_input_video_urls: ['https://example.com/f.mp4'] }],
      },
    ],
    ['an e-mail address beside elements', { ...text, prompt: 'a@b.de', kling_elements: [fox] }],
    ['a mention without elements', { ...text, prompt: 'Ask @nobody' }],
    ['a callback', { ...text, callback_url: 'https://example.com/hook' }],
  ])('can have %s', (_, body) => {
    expect(parseGenerationRequest(body, liberal)).toMatchObject({ isValid: true });
  });
});

describe('an invalid request', () => {
  test.each<[string, unknown, string]>([
    ['no object', 'text', ''],
    ['another model', { ...text, model: 'kling-2' }, 'model'],
    ['no model', { prompt: 'a' }, 'model'],
    ['an unknown field', { ...text, negative_prompt: 'blur' }, 'negative_prompt'],
    ['no prompt', { model: 'kling-3' }, 'prompt'],
    ['an empty prompt', { ...text, prompt: '  ' }, 'prompt'],
    ['a prompt that is null', { ...text, prompt: null }, 'prompt'],
    ['a prompt of 2501 characters', { ...text, prompt: 'x'.repeat(2501) }, 'prompt'],
    ['an unknown mode', { ...text, mode: 'master' }, 'mode'],
    ['seconds in a string', { ...text, duration: '5' }, 'duration'],
    ['a broken second', { ...text, duration: 5.5 }, 'duration'],
    ['2 seconds', { ...text, duration: 2 }, 'duration'],
    ['16 seconds', { ...text, duration: 16 }, 'duration'],
    ['an unknown aspect ratio', { ...text, aspect_ratio: '4:3' }, 'aspect_ratio'],
    ['sound in a string', { ...text, sound: 'true' }, 'sound'],
    ['an image that is no URL', { ...text, image: 'first.jpg' }, 'image'],
    ['an image in a data URL', { ...text, image: 'data:image/png;base64,AA==' }, 'image'],
    ['a callback to a file', { ...text, callback_url: 'file:///etc/passwd' }, 'callback_url'],
    ['multi_shots without shots', shots, 'multi_prompt'],
    ['no shots', { ...shots, multi_prompt: [] }, 'multi_prompt'],
    [
      'shots without multi_shots',
      { ...text, multi_prompt: [{ prompt: 'a', duration: 5 }] },
      'multi_prompt',
    ],
    [
      'a prompt beside shots',
      { ...text, ...shots, multi_prompt: [{ prompt: 'a', duration: 5 }] },
      'prompt',
    ],
    [
      'seven shots',
      { ...shots, duration: 7, multi_prompt: Array(7).fill({ prompt: 'a', duration: 1 }) },
      'multi_prompt',
    ],
    [
      'shots that do not add up',
      { ...shots, duration: 6, multi_prompt: [{ prompt: 'a', duration: 5 }] },
      'multi_prompt',
    ],
    [
      'shots that do not add up to the default of 5 s',
      { ...shots, multi_prompt: [{ prompt: 'a', duration: 4 }] },
      'multi_prompt',
    ],
    [
      'a shot of no seconds',
      { ...shots, multi_prompt: [{ prompt: 'a', duration: 0 }] },
      'multi_prompt[0].duration',
    ],
    [
      'a shot without words',
      { ...shots, multi_prompt: [{ prompt: '', duration: 5 }] },
      'multi_prompt[0].prompt',
    ],
    [
      'a shot prompt of 513 characters',
      { ...shots, multi_prompt: [{ prompt: 'x'.repeat(513), duration: 5 }] },
      'multi_prompt[0].prompt',
    ],
    [
      'an unknown field in a shot',
      { ...shots, multi_prompt: [{ prompt: 'a', duration: 5, camera: 'pan' }] },
      'multi_prompt[0].camera',
    ],
    ['four elements', { ...text, kling_elements: [fox, fox, fox, fox] }, 'kling_elements'],
    [
      'an element name with a space',
      { ...text, kling_elements: [{ ...fox, name: 'red fox' }] },
      'kling_elements[0].name',
    ],
    [
      'an element with one picture',
      { ...text, kling_elements: [{ ...fox, element_input_urls: pictures.slice(1) }] },
      'kling_elements[0].element_input_urls',
    ],
    [
      'an element with pictures and a video',
      { ...text, kling_elements: [{ ...fox, element_input_video_urls: pictures.slice(1) }] },
      'kling_elements[0]',
    ],
    [
      'an element with neither',
      { ...text, kling_elements: [{ name: 'fox' }] },
      'kling_elements[0]',
    ],
    [
      'a mention that no element defines',
      { ...text, prompt: 'Follow @wolf', kling_elements: [fox] },
      'prompt',
    ],
    [
      'such a mention in a shot',
      { ...shots, multi_prompt: [{ prompt: '@wolf', duration: 5 }], kling_elements: [fox] },
      'multi_prompt[0].prompt',
    ],
  ])('has %s', (_, body, path) => {
    const result = parseGenerationRequest(body, liberal);

    expect(result.isValid ? [] : result.issues.map((issue) => issue.path)).toEqual([path]);
  });

  test('gets every issue at once', () => {
    const result = parseGenerationRequest(
      { model: 'x', duration: '5', seed: 1, multi_shots: true, prompt: 'a' },
      liberal,
    );

    expect(result).toEqual({
      isValid: false,
      issues: [
        { path: 'model', message: 'Invalid input: expected "kling-3"' },
        { path: 'duration', message: 'Invalid input: expected number, received string' },
        { path: 'seed', message: 'is not a field that this API knows' },
        { path: 'prompt', message: 'must be left out when multi_shots is true' },
        { path: 'multi_prompt', message: 'is required when multi_shots is true' },
      ],
    });
  });
});

describe('elements without an image', () => {
  test('are valid by default, and invalid when the sandbox requires an image', () => {
    const body = { ...text, kling_elements: [fox] };

    expect(parseGenerationRequest(body, liberal).isValid).toBe(true);
    expect(parseGenerationRequest(body, { elementsNeedImage: true })).toEqual({
      isValid: false,
      issues: [{ path: 'kling_elements', message: 'needs a first-frame image' }],
    });
  });
});
