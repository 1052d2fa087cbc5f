import { expect, test } from 'vitest';
import { eventValues } from './event-values.ts';
import { readSingle } from './read-single.ts';

const event = {
  name: 'release',
  repository: 'octo-org/demo',
  payload: { release: { name: 'Aurora', tag_name: 'v2', body: 'Faster {{ starts }}.' } },
};

const values = eventValues(event, { time: 0, timezone: 'UTC', vars: { seconds: '8' } });

function read(video: Readonly<Record<string, unknown>>, edition = '') {
  return readSingle({ video, edition, taskId: undefined }, values);
}

test('the inputs of one video have placeholders, too', () => {
  const { issues, videos } = read(
    {
      duration: '{{ vars.seconds }}',
      prompt: '{{ release.name }}: {{ release.body }} {{{{ sign }}',
    },
    '{{ release.tag }}',
  );

  expect(issues).toEqual([]);
  expect(videos).toMatchObject([
    { edition: 'v2', request: { duration: 8, prompt: 'Aurora: Faster {{ starts }}. {{ sign }}' } },
  ]);
});

test('shots of the inputs have placeholders', () => {
  expect(read({ shots: [{ prompt: '{{ event }}', duration: 3 }] }).videos).toMatchObject([
    { request: { shots: [{ prompt: 'release' }] } },
  ]);
});

test('a placeholder that does not exist is an issue of its input', () => {
  const shots = [{ prompt: 'A {{ fox }}', duration: 3 }];

  expect(read({ prompt: '{{ nmae }}', aspectRatio: '{{ vars.second }}', shots }).issues).toEqual([
    { input: 'prompt', message: expect.stringContaining('There is no placeholder "nmae"') },
    { input: 'aspect-ratio', message: expect.stringContaining('Did you mean "vars.seconds"?') },
    { input: 'shots[0].prompt', message: expect.stringContaining('no placeholder "fox"') },
  ]);
});
