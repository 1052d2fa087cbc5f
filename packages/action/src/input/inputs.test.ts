import { readFileSync } from 'node:fs';
import { parseLooseVideoRequest } from '@kling-automation/core';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readInputs } from './inputs.ts';

function read(given: Readonly<Record<string, string>>) {
  return readInputs({
    inputNames: Object.keys(given),
    readInput: (name) => given[name] ?? '',
  });
}

describe('inputs', () => {
  test('have defaults', () => {
    expect(read({})).toEqual({
      inputs: {
        baseUrl: 'https://apiin.one',
        video: {},
        storyboard: undefined,
        vars: {},
        maxCredits: undefined,
        maxCreditsPerMonth: undefined,
        usdPerCredit: 0.01,
        isDryRun: false,
        oncePer: 'content',
        edition: '',
        timezone: 'UTC',
        isWaiting: true,
        timeoutMinutes: 30,
        concurrency: 3,
        outputDirectory: 'renders',
        taskId: undefined,
        release: '',
        comment: 'auto',
        matrix: '',
        githubToken: '',
      },
      apiKey: '',
      issues: [],
      unknownInputs: [],
    });
  });

  test('are those that action.yml declares, with its defaults', () => {
    const manifest = parse(
      readFileSync(new URL('../../../../action.yml', import.meta.url), 'utf8'),
    );
    const names = new Set<string>();
    const declared = readInputs({
      inputNames: Object.keys(manifest.inputs),
      readInput(name) {
        names.add(name);
        return ['github-token', 'matrix'].includes(name)
          ? ''
          : (manifest.inputs[name]?.default ?? '');
      },
    });

    const { video, ...others } = read({}).inputs;

    expect([...names].sort()).toEqual(Object.keys(manifest.inputs).sort());
    expect(declared).toMatchObject({ inputs: others, issues: [], unknownInputs: [] });
    expect(declared.inputs.video).toEqual(video);
  });

  test('become the fields of a video', () => {
    const { inputs } = read({
      prompt: 'A fox',
      image: 'https://a.test/fox.png',
      mode: 'pro',
      duration: '8',
      'aspect-ratio': '9:16',
      sound: 'False',
    });

    expect(inputs.video).toEqual({
      prompt: 'A fox',
      image: 'https://a.test/fox.png',
      mode: 'pro',
      duration: '8',
      aspectRatio: '9:16',
      sound: 'False',
    });
    expect(parseLooseVideoRequest(inputs.video).request).toEqual({
      prompt: 'A fox',
      image: 'https://a.test/fox.png',
      mode: 'pro',
      duration: 8,
      aspectRatio: '9:16',
      sound: false,
    });
  });

  test('are passed to core as they are when core refuses them', () => {
    const { issues, inputs } = read({ duration: 'eight', sound: 'loud', mode: '4k' });

    expect(inputs.video).toEqual({ duration: 'eight', sound: 'loud', mode: '4k' });
    expect(issues).toEqual([]);
  });

  test.each([
    [{ mode: 'PRO' }, { mode: 'pro' }],
    [{ mode: 'Pro (1080p)' }, { mode: 'pro' }],
    [{ duration: '8s' }, { duration: 8 }],
    [{ duration: '8.0' }, { duration: 8 }],
    [{ sound: 'no' }, { sound: false }],
    [{ sound: 'OFF' }, { sound: false }],
    [{ 'aspect-ratio': '9:16 (Vertical)' }, { aspectRatio: '9:16' }],
    [{ 'aspect-ratio': 'auto' }, { aspectRatio: '16:9' }],
    [
      { shots: '- { prompt: A fox, duration: 4s }\n- { prompt: It runs, duration: "3" }' },
      { duration: 7 },
    ],
    [
      { elements: 'name: fox\nimage-urls: https://a.test/1.png, https://a.test/2.png' },
      {
        elements: [{ name: 'fox', imageUrls: ['https://a.test/1.png', 'https://a.test/2.png'] }],
      },
    ],
  ])('of a video may be written as people write them: %j', (given, request) => {
    const { inputs } = read({ prompt: 'The @fox', ...given });

    expect(parseLooseVideoRequest(inputs.video).request).toMatchObject(request);
  });

  test.each([
    ['YAML', '- prompt: A fox\n  duration: 3\n- prompt: It runs\n  duration: 4\n'],
    ['JSON', '[{"prompt":"A fox","duration":3},{"prompt":"It runs","duration":4}]'],
  ])('take shots as %s', (_form, shots) => {
    expect(read({ shots }).inputs.video).toEqual({
      shots: [
        { prompt: 'A fox', duration: 3 },
        { prompt: 'It runs', duration: 4 },
      ],
    });
  });

  test('take elements with kebab-case keys', () => {
    const { inputs } = read({
      elements: '- name: fox\n  image-urls: [https://a.test/1.png]\n- name: den\n  videoUrl: x\n',
    });

    expect(inputs.video).toEqual({
      elements: [
        { name: 'fox', imageUrls: ['https://a.test/1.png'] },
        { name: 'den', videoUrl: 'x' },
      ],
    });
  });

  test('have all their issues reported at once', () => {
    const { issues } = read({
      shots: '- prompt: "A fox\n',
      elements: '[&a [*a]]: {',
      'max-credits': '-1',
      'max-credits-per-month': '1e3',
      timezone: '+02:00',
      'dry-run': 'perhaps',
      'timeout-minutes': '0',
      'output-directory': 'a\nb',
    });

    expect(issues.map(({ input, message }) => `${input}: ${message}`)).toMatchInlineSnapshot(`
      [
        "shots: It is neither YAML nor JSON, line 2, column 1: Something is missing here: a closing quote, a colon, or the indentation of a text.",
        "elements: It is neither YAML nor JSON, line 1, column 13: The indentation does not fit, or a closing ] or } is missing.",
        "max-credits: Give a whole number of credits, such as 600; it is "-1".",
        "max-credits-per-month: Give a whole number of credits, such as 600; it is "1e3".",
        "dry-run: Give true or false; it is "perhaps".",
        "timezone: Give the name of a zone, such as Europe/Berlin; it is "+02:00".",
        "timeout-minutes: Give a number of minutes above 0, at most 1440; it is "0".",
        "output-directory: Give one line, without line breaks.",
      ]
    `);
  });

  test.each([
    ['max-credit', 'There is no input "max-credit". Did you mean "max-credits"?'],
    ['maxcredits', 'There is no input "maxcredits". Did you mean "max-credits"?'],
    ['dry_run', 'There is no input "dry_run". Did you mean "dry-run"?'],
    ['aspect_ratio', 'There is no input "aspect_ratio". Did you mean "aspect-ratio"?'],
    ['promt', 'There is no input "promt". Did you mean "prompt"?'],
    [
      'resolution',
      expect.stringMatching(/^There is no input "resolution"\. Known: api-key, base-url, /),
    ],
  ])('are refused when they do not exist: %s', (name, message) => {
    const { unknownInputs } = read({ prompt: 'A fox', [name]: '' });

    expect(unknownInputs).toEqual([{ input: name, message }]);
  });

  test('of one video are refused beside a storyboard', () => {
    const { issues } = read({
      storyboard: 'board.yml',
      prompt: 'A fox',
      image: 'https://a.test/fox.png',
      mode: 'std',
      duration: '5',
      'aspect-ratio': '1:1',
      sound: 'true',
      shots: '[]',
      elements: '[]',
      edition: '2',
      'task-id': 'task_1',
    });

    expect(issues.map(({ input }) => input)).toEqual([
      'prompt',
      'mode',
      'duration',
      'aspect-ratio',
      'sound',
      'image',
      'shots',
      'elements',
      'edition',
      'task-id',
    ]);
  });

  test('that are unclear about a dry run spend nothing', () => {
    expect(read({ 'dry-run': 'yes' }).inputs.isDryRun).toBe(true);
  });

  test('are not fooled by a list that unfolds without end', () => {
    const bomb = ['a: &a [x,x,x,x,x,x,x,x,x,x]'];
    for (const [one, next] of ['ab', 'bc', 'cd', 'de', 'ef'].map((pair) => [...pair])) {
      bomb.push(`${next}: &${next} [${Array.from({ length: 10 }, () => `*${one}`).join(',')}]`);
    }

    expect(read({ shots: bomb.join('\n') }).issues[0]?.message).toContain('cannot be read');
  });
});
