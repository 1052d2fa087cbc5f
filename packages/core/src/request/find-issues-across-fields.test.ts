import { describe, expect, test } from 'vitest';

import {
  findIssuesAcrossFields,
  mentionedNames,
  type ValidFields,
} from './find-issues-across-fields.ts';

const image = 'https://example.com/cat.png';
const cat = { name: 'cat', imageUrls: [image, image] };

/** Every issue between fields, as `field: message`. */
function issuesOf(fields: ValidFields, ...invalid: readonly string[]): readonly string[] {
  const issues = findIssuesAcrossFields(fields, new Set(invalid));
  return issues.map(({ field, message }) => `${field}: ${message}`);
}

function shotsOf(...seconds: readonly number[]) {
  return seconds.map((duration) => ({ prompt: 'A cat', duration }));
}

describe('A request without prompt and shots', () => {
  test('is refused', () => {
    expect(issuesOf({})).toEqual(['prompt: Describe the video, or give shots.']);
  });

  test.each(['prompt', 'shots'])('has no second issue when its %s is invalid', (field) => {
    expect(issuesOf({}, field)).toEqual([]);
  });
});

describe('Shots', () => {
  test('are refused when they do not add up to the duration', () => {
    expect(issuesOf({ duration: 10, shots: shotsOf(4, 5) })).toEqual([
      'shots: The shots add up to 9 s, but the duration is 10 s. Make them equal, or leave the duration out.',
    ]);
  });

  test.each([
    [[1], 1],
    [[1, 1], 2],
    [[15, 1], 16],
    [[15, 15, 15, 15, 15, 15], 90],
  ])('of %j s are refused because no video has %i s', (seconds, total) => {
    expect(issuesOf({ shots: shotsOf(...seconds) })).toEqual([
      `shots: The shots add up to ${total} s. A video takes 3 to 15 s in all.`,
    ]);
  });

  test('are refused for both reasons at once', () => {
    expect(issuesOf({ duration: 10, shots: shotsOf(15, 5) })).toEqual([
      'shots: The shots add up to 20 s, but the duration is 10 s. Make them equal, or leave the duration out.',
      'shots: The shots add up to 20 s. A video takes 3 to 15 s in all.',
    ]);
  });

  test('are checked although the duration is invalid', () => {
    expect(issuesOf({ shots: shotsOf(15, 5) }, 'duration')).toEqual([
      'shots: The shots add up to 20 s. A video takes 3 to 15 s in all.',
    ]);
    expect(issuesOf({ shots: shotsOf(4, 5) }, 'duration')).toEqual([]);
  });

  test.each([
    [undefined, [1, 1, 1]],
    [undefined, [15]],
    [9, [4, 5]],
  ])('fill a duration of %s s with %j s', (duration, seconds) => {
    expect(issuesOf({ duration, shots: shotsOf(...seconds) })).toEqual([]);
  });
});

describe('An element', () => {
  test.each([
    [{ name: 'cat' }, 'Give "cat" either imageUrls or a videoUrl.'],
    [{ name: 'cat', imageUrls: [] }, 'Give "cat" either imageUrls or a videoUrl.'],
    [
      { name: 'cat', imageUrls: [image], videoUrl: 'https://example.com/cat.mp4' },
      'Give "cat" either imageUrls or a videoUrl, not both.',
    ],
  ])('has pictures or a video: %j', (element, message) => {
    expect(issuesOf({ prompt: '@cat', elements: [element] })).toEqual([`elements[0]: ${message}`]);
  });

  test('has a name of its own', () => {
    expect(issuesOf({ prompt: '@cat', elements: [cat, cat] })).toEqual([
      'elements[1].name: Two elements are named "cat". Give each a name of its own.',
    ]);
  });
});

describe('A mention', () => {
  const dog = { name: 'dog', videoUrl: 'https://example.com/dog.mp4' };

  test('of an element that is not defined is refused in the prompt', () => {
    expect(issuesOf({ prompt: '@cat and @bird meet @dog', elements: [cat, dog] })).toEqual([
      'prompt: No element is named @bird. Known: @cat, @dog.',
    ]);
  });

  test('of an element that is not defined is refused in each shot', () => {
    const shots = [
      { prompt: '@cat', duration: 3 },
      { prompt: '@Cat and @bird', duration: 3 },
    ];

    expect(issuesOf({ shots, elements: [cat] })).toEqual([
      'shots[1].prompt: No element is named @Cat. Known: @cat.',
      'shots[1].prompt: No element is named @bird. Known: @cat.',
    ]);
  });

  test('is not checked in a prompt that is not sent', () => {
    const shots = [{ prompt: '@cat', duration: 3 }];

    expect(issuesOf({ prompt: '@bird', shots, elements: [cat] })).toEqual([]);
    expect(issuesOf({ prompt: '@bird', elements: [cat] }, 'shots')).toEqual([]);
  });

  test('means nothing when no elements are given', () => {
    expect(issuesOf({ prompt: 'Follow @kling' })).toEqual([]);
    expect(issuesOf({ prompt: 'Follow @kling', elements: [] })).toEqual([]);
    expect(issuesOf({ prompt: '@cat' }, 'elements')).toEqual([]);
  });

  test('is not missed in an invalid prompt', () => {
    expect(issuesOf({ elements: [cat] }, 'prompt')).toEqual([]);
  });

  test.each([
    ['@cat', ['cat']],
    ['@cat meets @dog, and @cat sleeps.', ['cat', 'dog']],
    ['让@cat跳起来', ['cat']],
    ['(@cat_2)\n@Cat', ['cat_2', 'Cat']],
    ["@cat's bowl", ['cat']],
    ['@@cat', ['cat']],
    ['Write to cat@example.com or first.last@example.com', []],
    ['At 5 @ noon', []],
    ['', []],
  ])('is found in "%s"', (prompt, names) => {
    expect(mentionedNames(prompt)).toEqual(names);
  });
});
