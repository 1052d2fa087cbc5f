import { type RequestIssue, requestIssue } from '../errors/request-issue.ts';
import type { VideoFields } from './video-fields.ts';

/** The fields that are valid by themselves; a field with an issue of its own is absent. */
export type ValidFields = {
  readonly [Field in keyof VideoFields]?: VideoFields[Field] | undefined;
};

/**
 * Finds every issue between fields, to be shown together with the issues within fields.
 * A field in `invalid` has an issue already; no other issue depends on it.
 */
export function findIssuesAcrossFields(
  fields: ValidFields,
  invalid: ReadonlySet<string>,
): readonly RequestIssue[] {
  return rules.flatMap((rule) => rule(fields, invalid));
}

type Rule = (fields: ValidFields, invalid: ReadonlySet<string>) => readonly RequestIssue[];

const promptOrShots: Rule = ({ prompt, shots }, invalid) => {
  const given = prompt !== undefined || shots !== undefined;
  if (given || invalid.has('prompt') || invalid.has('shots')) return [];
  return [requestIssue(['prompt'], 'Describe the video, or give shots.')];
};

const shotsFillTheDuration: Rule = ({ duration, shots }) => {
  if (shots === undefined) return [];
  const issues: RequestIssue[] = [];
  const total = totalSeconds(shots);
  if (duration !== undefined && duration !== total) {
    const advice = `The shots add up to ${total} s, but the duration is ${duration} s. Make them equal, or leave the duration out.`;
    issues.push(requestIssue(['shots'], advice));
  }
  if (total < 3 || total > 15) {
    const advice = `The shots add up to ${total} s. A video takes 3 to 15 s in all.`;
    issues.push(requestIssue(['shots'], advice));
  }
  return issues;
};

const elementsAreComplete: Rule = ({ elements = [] }) =>
  elements.flatMap(({ imageUrls = [], name, videoUrl }, index) => {
    const issues: RequestIssue[] = [];
    if (elements.findIndex((element) => element.name === name) < index) {
      const advice = `Two elements are named "${name}". Give each a name of its own.`;
      issues.push(requestIssue(['elements', index, 'name'], advice));
    }
    if (imageUrls.length > 0 === (videoUrl !== undefined)) {
      const advice = `Give "${name}" either imageUrls or a videoUrl${videoUrl === undefined ? '' : ', not both'}.`;
      issues.push(requestIssue(['elements', index], advice));
    }
    return issues;
  });

const mentionsAreDefined: Rule = ({ elements = [], prompt, shots }, invalid) => {
  if (elements.length === 0 || invalid.has('shots')) return [];
  const names = elements.map(({ name }) => name);
  const undefinedIn = (path: RequestIssue['path'], text: string) =>
    mentionedNames(text)
      .filter((name) => !names.includes(name))
      .map((name) =>
        requestIssue(path, `No element is named @${name}. Known: @${names.join(', @')}.`),
      );
  if (shots === undefined) return undefinedIn(['prompt'], prompt ?? '');
  return shots.flatMap((shot, index) => undefinedIn(['shots', index, 'prompt'], shot.prompt));
};

const rules: readonly Rule[] = [
  promptOrShots,
  shotsFillTheDuration,
  elementsAreComplete,
  mentionsAreDefined,
];

/** The seconds that shots take together. */
export function totalSeconds(shots: NonNullable<VideoFields['shots']>): number {
  return shots.reduce((total, { duration }) => total + duration, 0);
}

/** The element names that a prompt mentions as `@name`, each once; an e-mail address is none. */
export function mentionedNames(prompt: string): readonly string[] {
  const mentions = prompt.matchAll(/(?<![\w.])@(\w+)/g);
  return [...new Set([...mentions].map(([mention]) => mention.slice(1)))];
}
