import { describe, expect, test } from 'vitest';
import { eventValues } from './event-values.ts';
import { readStoryboard } from './read-storyboard.ts';

const time = Date.UTC(2026, 10, 22);

const release = {
  name: 'release',
  repository: 'octo-org/demo',
  payload: { release: { name: 'Aurora', tag_name: 'v2.0.0', body: 'Faster. Thanks @octocat!' } },
};

function read(text: string, event: Parameters<typeof eventValues>[0] = release) {
  const values = eventValues(event, { time, timezone: 'UTC', vars: { language: 'de' } });
  return readStoryboard(text, { path: 'board.yml', values });
}

function issuesOf(text: string, event = release): readonly string[] {
  return read(text, event).issues.map(({ input, message }) => `${input} ${message}`);
}

describe('a storyboard', () => {
  test('gives each video the defaults it does not have itself', () => {
    const { issues, videos } = read(`
defaults: { mode: pro, sound: false, aspect-ratio: "9:16" }
videos:
  - name: teaser
    prompt: Version {{ release.tag }}, {{release.name}}
  - name: tour
    sound: true
    task-id: task_1
    shots:
      - { prompt: The door, duration: 3 }
      - { prompt: The stairs, duration: 2 }
`);

    expect(issues).toEqual([]);
    expect(videos).toMatchObject([
      { name: 'teaser', request: { prompt: 'Version v2.0.0, Aurora', mode: 'pro', sound: false } },
      { name: 'tour', taskId: 'task_1', request: { duration: 5, mode: 'pro', sound: true } },
    ]);
  });

  test('has an edition for all videos or for one', () => {
    const { issues, videos } = read(`
defaults: { edition: 2 }
videos:
  - { prompt: A fox }
  - { prompt: A fox, edition: "{{ release.tag }}" }
  - { prompt: A fox, edition: "" }
`);

    expect(issues).toEqual([]);
    expect(videos.map(({ edition }) => edition)).toEqual(['2', 'v2.0.0', '']);
  });

  test('may have values as YAML and people write them', () => {
    const { issues, videos } = read(`
defaults: { mode: PRO, image: https://a.test/fox.png, duration: 10 s }
videos:
  - { prompt: A fox, sound: no, aspect-ratio: 9:16, image: null, shots: }
  - sound: "0"
    image: ""
    shots:
      - { prompt: The door, duration: 3s }
      - { prompt: The stairs, duration: 2.0 }
  - prompt: "@fox"
    elements: { name: fox, image-urls: "https://a.test/1.png, https://a.test/2.png" }
`);

    expect(issues).toEqual([]);
    expect(videos.map(({ request }) => request)).toEqual([
      { prompt: 'A fox', mode: 'pro', duration: 10, aspectRatio: '9:16', sound: false },
      {
        mode: 'pro',
        duration: 5,
        aspectRatio: '16:9',
        sound: false,
        shots: [
          { prompt: 'The door', duration: 3 },
          { prompt: 'The stairs', duration: 2 },
        ],
      },
      {
        prompt: '@fox',
        mode: 'pro',
        duration: 10,
        sound: true,
        image: 'https://a.test/fox.png',
        elements: [{ name: 'fox', imageUrls: ['https://a.test/1.png', 'https://a.test/2.png'] }],
      },
    ]);
  });

  test('leaves out what does not hold, with its placeholders unread', () => {
    const push = { name: 'push', repository: 'octo-org/demo', payload: {} };

    const board = read(
      `
videos:
  - { name: release, prompt: "{{ release.name }}", when: "{{ event }} == release" }
  - { prompt: "{{ release.name }}", when: "{{ release.name }}" }
  - { name: german, prompt: Hallo, when: "{{ vars.language }} != en" }
`,
      push,
    );

    expect(board).toMatchObject({
      issues: [],
      skipped: ['release', 'videos[1]'],
      videos: [{ name: 'german' }],
    });
  });

  test('reports every issue at once, with line, column and the nearest name', () => {
    expect(
      issuesOf(`defaults:
  aspect-ration: "9:16"
  duration: 99
videos:
  - name: one
    promt: A fox
  - name: one
    prompt: |
      First
      {{ release.nmae }} and {{ colour }}
    shots:
      - prompt: x
        durations: 3
  - when: [release]
    prompt: ""
    mode: 4k
vidoes: []
`),
    ).toEqual([
      'board.yml:2:3 There is no field "aspect-ration". Did you mean "aspect-ratio"?',
      'board.yml:3:13 Give a whole number of seconds from 3 to 15; it is 99.',
      'board.yml:5:5 Describe the video, or give shots.',
      'board.yml:6:5 There is no field "promt". Did you mean "prompt"?',
      'board.yml:10:7 There is no placeholder "release.nmae". Did you mean "release.name"?',
      'board.yml:10:30 There is no placeholder "colour". Known: event, repository, date, week, release.name, release.tag, release.body, vars.language.',
      expect.stringMatching(/^board\.yml:12:9 .*it is missing/),
      'board.yml:13:9 There is no field "durations". Did you mean "duration"?',
      'board.yml:14:11 Give true, false or a comparison, as one text.',
      'board.yml:15:13 Describe the video, or give shots.',
      expect.stringMatching(/^board\.yml:16:11 Choose std or pro/),
      'board.yml:17:1 There is no field "vidoes". Did you mean "videos"?',
    ]);
  });

  test('that asks for a release in a run without one is invalid', () => {
    const push = { name: 'push', repository: 'octo-org/demo', payload: {} as never };

    expect(issuesOf('videos: [{ prompt: "{{ release.tag }}" }]', push)).toEqual([
      'board.yml:1:21 This run has no release.tag. Use when to leave it out.',
    ]);
  });

  test.each([
    ['no YAML', 'videos: [', 'board.yml:1:10 This is not YAML: '],
    ['no mapping', 'hello', 'board.yml:1:1 '],
    ['no videos', 'videos: []', 'board.yml:1:9 '],
    ['endless aliases', aliasBomb(), 'board.yml:1:1 It cannot be read: '],
  ])('with %s is one issue', (_what, text, beginning) => {
    const issues = issuesOf(text);

    expect(issues).toHaveLength(1);
    expect(issues[0]).toContain(beginning);
  });
});

describe('the text of an event', () => {
  test('is text and nothing else, whatever is in it', () => {
    const body = '{{ vars.language }}" \n- name: more\n<!-- ::error:: -->@fox \u001b[31m== x';
    const hostile = { ...release, payload: { release: { tag_name: 'v1', body } } };

    const { issues, videos } = read(
      'videos: [{ prompt: "{{ release.body }}", when: "{{ release.body }} != y" }]',
      hostile,
    );

    expect(issues).toEqual([]);
    expect(videos).toMatchObject([
      { request: { prompt: '{{ vars.language }}" \n- name: more\nfox  [31m== x' } },
    ]);
  });

  test('can be cut short', () => {
    const { videos } = read('videos: [{ prompt: "{{ release.body | limit 7 }}" }]');

    expect(videos).toMatchObject([{ request: { prompt: 'Faster.' } }]);
  });
});

function aliasBomb(): string {
  const lines = ['a: &a [x, x, x, x, x, x, x, x, x]'];
  for (const [name, before] of [...'bcdefg'].map((letter, at) => [letter, 'abcdef'[at]])) {
    lines.push(`${name}: &${name} [${Array(9).fill(`*${before}`).join(', ')}]`);
  }
  return lines.join('\n');
}
