import { expect, test } from 'vitest';
import { eventValues } from './event-values.ts';
import { readStoryboard } from './read-storyboard.ts';

const event = {
  name: 'release',
  repository: 'octo-org/demo',
  payload: { release: { tag_name: 'v2', body: 'New. '.repeat(600) } },
};

const values = eventValues(event, { time: 0, timezone: 'UTC', vars: { language: 'de', on: 'no' } });

const fox = 'prompt: A fox';

/** Each is wrong in its own way. */
const storyboards = [
  '',
  'A fox',
  '- prompt: A fox',
  'videos:',
  'videos: []',
  'videos: { prompt: A fox }',
  'videos: A fox',
  'videos: [A fox]',
  'video: [{ prompt: A fox }]',
  'defaults: pro\nvideos: [{ prompt: A fox }]',
  `videos:\n  - ${fox}\n     mode: pro`,
  `videos:\n\t- ${fox}`,
  'videos:\n  - prompt: A fox: it runs',
  'videos:\n  - prompt: "A fox',
  'videos:\n  - prompt: [A fox',
  'videos:\n  - prompt: @fox runs',
  'videos:\n  - prompt: "A fox" runs',
  `videos:\n  - ${fox}\n    ${fox}`,
  'videos:\n  - prompt: {{ release.tag }} is here',
  'videos:\n  - prompt: A fox\n    duration: {{ vars.seconds }}',
  'videos: [{ prompt: *fox }]',
  `videos: [{ ${fox} }]\n---\nvideos: []`,
  'videos: [{ prompt: "{{ release.nmae }}" }]',
  'videos: [{ prompt: "{{ vars.lang }}" }]',
  'videos: [{ prompt: "{{ release.body" }]',
  'videos: [{ prompt: "{{ release.body | upper }}" }]',
  `videos: [{ prompt: "\${{ github.sha }}" }]`,
  'videos: [{ prompt: "{{ release.body }}" }]',
  'videos: [{ prompt: "" }]',
  'videos: [{ duration: 5 }]',
  `videos: [{ ${fox}, duration: 16 }]`,
  `videos: [{ ${fox}, duration: five }]`,
  `videos: [{ ${fox}, mode: 4k }]`,
  `videos: [{ ${fox}, aspect-ratio: "4:3" }]`,
  `videos: [{ ${fox}, sound: loud }]`,
  `videos: [{ ${fox}, image: ftp://example.com/fox.png }]`,
  `videos: [{ ${fox}, resolution: 1080p }]`,
  'videos: [{ shots: [{ prompt: A fox }] }]',
  `videos: [{ ${fox}, name: a }, { prompt: A hen, name: a }]`,
  `videos: [{ ${fox}, name: [a] }]`,
  `videos: [{ ${fox}, when: no }]`,
  `videos: [{ ${fox}, when: "{{ event }} = release" }]`,
  `videos: [{ ${fox}, when: "{{ vars.on }}" }]`,
  `videos: [{ ${fox}, when: 1 }]`,
];

test('a storyboard that is wrong is refused with its place and the likely fix', () => {
  const reports = storyboards.map((text) =>
    [
      ...text.split('\n').map((line) => `  ${line}`),
      ...readStoryboard(text, { path: 'board.yml', values }).issues.map(
        ({ input, message }) => `${input} ${message}`,
      ),
    ].join('\n'),
  );

  expect(`\n${reports.join('\n\n')}\n`).toMatchInlineSnapshot(`
    "
      
    board.yml:1:1 Begin with videos: and a list of them.

      A fox
    board.yml:1:1 Begin with videos: and a list of them.

      - prompt: A fox
    board.yml:1:1 Begin with videos: and a list of them.

      videos:
    board.yml:1:8 Give the videos as a list.

      videos: []
    board.yml:1:9 Give at least one video.

      videos: { prompt: A fox }
    board.yml:1:9 Give the videos as a list.

      videos: A fox
    board.yml:1:9 Give the videos as a list.

      videos: [A fox]
    board.yml:1:10 Give fields with their values, such as prompt: A fox.
    board.yml:1:10 Describe the video, or give shots.

      video: [{ prompt: A fox }]
    board.yml:1:1 Give the videos as a list.
    board.yml:1:1 There is no field "video". Did you mean "videos"?

      defaults: pro
      videos: [{ prompt: A fox }]
    board.yml:1:11 Give fields with their values, such as prompt: A fox.

      videos:
        - prompt: A fox
           mode: pro
    board.yml:2:13 This is not YAML: There is a second colon, or a line with too much indentation. Put the text in quotes if it has one of : # { } [ ] , & * ! | > % @ \` in it.

      videos:
      	- prompt: A fox
    board.yml:2:1 This is not YAML: Indent with spaces; this is a tab.

      videos:
        - prompt: A fox: it runs
    board.yml:2:13 This is not YAML: There is a second colon, or a line with too much indentation. Put the text in quotes if it has one of : # { } [ ] , & * ! | > % @ \` in it.

      videos:
        - prompt: "A fox
    board.yml:2:19 This is not YAML: Something is missing here: a closing quote, a colon, or the indentation of a text.

      videos:
        - prompt: [A fox
    board.yml:2:19 This is not YAML: The indentation does not fit, or a closing ] or } is missing.

      videos:
        - prompt: @fox runs
    board.yml:2:13 This is not YAML: A text cannot begin with this character. Put it in quotes.

      videos:
        - prompt: "A fox" runs
    board.yml:2:21 This is not YAML: There is more here than one value. Put the text in quotes if it has one of : # { } [ ] , & * ! | > % @ \` in it.

      videos:
        - prompt: A fox
          prompt: A fox
    board.yml:3:5 This is not YAML: This key is here twice. Leave one of them out.

      videos:
        - prompt: {{ release.tag }} is here
    board.yml:2:31 This is not YAML: A value that begins with {{ needs quotes around all of it, such as "{{ release.name }} is here".

      videos:
        - prompt: A fox
          duration: {{ vars.seconds }}
    board.yml:3:15 A value that begins with {{ needs quotes around all of it, such as "{{ release.name }} is here".

      videos: [{ prompt: *fox }]
    board.yml:1:1 It cannot be read: Unresolved alias (the anchor must be set before the alias): fox.

      videos: [{ prompt: A fox }]
      ---
      videos: []
    board.yml:2:1 This is not YAML: Only one document is read. Leave the second --- out.

      videos: [{ prompt: "{{ release.nmae }}" }]
    board.yml:1:21 There is no placeholder "release.nmae". Did you mean "release.name"?

      videos: [{ prompt: "{{ vars.lang }}" }]
    board.yml:1:21 There is no placeholder "vars.lang". Did you mean "vars.on"?

      videos: [{ prompt: "{{ release.body" }]
    board.yml:1:21 This {{ is not closed by }}. For the braces themselves, write {{{{.

      videos: [{ prompt: "{{ release.body | upper }}" }]
    board.yml:1:21 "release.body | upper" is not a placeholder. After | only limit and a number are possible, such as {{ release.body | limit 500 }}.

      videos: [{ prompt: "\${{ github.sha }}" }]
    board.yml:1:21 GitHub fills in \${{ }} in workflow files only: pass the value in vars, and write {{ vars.name }}.

      videos: [{ prompt: "{{ release.body }}" }]
    board.yml:1:20 Shorten the prompt to 2500 characters; it is 2999 characters long. A placeholder can be cut: {{ release.body | limit 500 }}.

      videos: [{ prompt: "" }]
    board.yml:1:20 Describe the video, or give shots.

      videos: [{ duration: 5 }]
    board.yml:1:10 Describe the video, or give shots.

      videos: [{ prompt: A fox, duration: 16 }]
    board.yml:1:37 Give a whole number of seconds from 3 to 15; it is 16.

      videos: [{ prompt: A fox, duration: five }]
    board.yml:1:37 Give a whole number of seconds from 3 to 15; it is "five".

      videos: [{ prompt: A fox, mode: 4k }]
    board.yml:1:33 Choose std or pro; it is "4k".

      videos: [{ prompt: A fox, aspect-ratio: "4:3" }]
    board.yml:1:41 Choose 16:9, 9:16 or 1:1; it is "4:3".

      videos: [{ prompt: A fox, sound: loud }]
    board.yml:1:34 Give true or false; it is "loud".

      videos: [{ prompt: A fox, image: ftp://example.com/fox.png }]
    board.yml:1:34 Give a public URL that starts with http:// or https://; it is "ftp://example.com/fox.png".

      videos: [{ prompt: A fox, resolution: 1080p }]
    board.yml:1:27 There is no field "resolution". Known: prompt, mode, duration, aspect-ratio, sound, image, shots, elements, edition, name, when, task-id.

      videos: [{ shots: [{ prompt: A fox }] }]
    board.yml:1:20 Give a whole number of seconds from 1 to 15; it is missing.

      videos: [{ prompt: A fox, name: a }, { prompt: A hen, name: a }]
    board.yml:1:61 Another video is called "a" already.

      videos: [{ prompt: A fox, name: [a] }]
    board.yml:1:33 Give the name as text.

      videos: [{ prompt: A fox, when: no }]
    board.yml:1:33 "no" is a text here. Write false.

      videos: [{ prompt: A fox, when: "{{ event }} = release" }]
    board.yml:1:34 Give true, false, one placeholder, or one comparison such as {{ event }} == release. A comparison is written ==.

      videos: [{ prompt: A fox, when: "{{ vars.on }}" }]
    board.yml:1:34 It is "no", which is neither true nor false. Compare it: {{ vars.on }} == text, or {{ vars.on }} != '' for any text.

      videos: [{ prompt: A fox, when: 1 }]
    board.yml:1:33 Give true, false or a comparison, as one text.
    "
  `);
});

test.each([
  [
    'merge keys and keys for anchors',
    'x-look: &look { mode: pro, sound: false }\nvideos: [{ <<: *look, prompt: A fox }]',
    { prompt: 'A fox', mode: 'pro', sound: false },
  ],
  [
    'placeholders in values',
    'videos: [{ prompt: A fox, duration: "{{ vars.seconds }}", sound: "{{ vars.sound }}" }]',
    { duration: 8, sound: false },
  ],
  ['braces', 'videos: [{ prompt: "A {{{{ sign }}" }]', { prompt: 'A {{ sign }}' }],
])('a storyboard may have %s', (_what, text, request) => {
  const vars = new Map([...values, ['vars.seconds', '8'], ['vars.sound', 'off']] as const);

  expect(readStoryboard(text, { path: 'board.yml', values: vars })).toMatchObject({
    issues: [],
    videos: [{ request }],
  });
});
