import type { WireBody } from '../request/wire-body.ts';
import { isObject, member, parseJson, textOf } from './json.ts';

const placesOfEcho = [
  'request',
  'request_body',
  'requestBody',
  'input',
  'param',
  'params',
  'paramJson',
] as const;

/** Finds what a response repeats of the request: an object, or JSON text of one. */
export function findEcho(scopes: readonly object[]): object | undefined {
  const values = scopes.flatMap((scope) => placesOfEcho.map((place) => member(scope, place)));
  return values.map(objectIn).find((echo) => echo !== undefined);
}

function objectIn(value: unknown): object | undefined {
  const object = typeof value === 'string' ? parseJson(value) : value;
  return isObject(object) && !Array.isArray(object) ? object : undefined;
}

/** Whether a task was made by a request, as far as its echo shows. */
export type EchoVerdict = 'agrees' | 'differs' | 'unknown';

/**
 * Compares what a response repeats of its request with a wire body, field by field where both have
 * one that can be read.
 *
 * Settings that many requests share, such as the mode, only show that two requests differ: it takes
 * the same prompt, shots or image for them to agree.
 */
export function echoAgrees(echo: object | undefined, wireBody: WireBody): EchoVerdict {
  const places = [echo, objectIn(member(echo, 'input'))];
  const verdicts = comparisons.map(([key, compare]) => {
    const echoed = places.map((place) => member(place, key)).find(isGiven);
    const sent = member(wireBody, key);
    return isGiven(echoed) && isGiven(sent) ? compare(echoed, sent) : 'unknown';
  });
  if (verdicts.includes('differs')) return 'differs';
  return verdicts.includes('agrees') ? 'agrees' : 'unknown';
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

type Compare = (echoed: unknown, sent: unknown) => EchoVerdict;

const comparisons: readonly (readonly [keyof WireBody, Compare])[] = [
  ['prompt', asContent(textOf)],
  ['multi_prompt', asContent(shotsOf)],
  ['image', compareImages],
  ['mode', asSetting(oneOf('std', 'pro'))],
  ['duration', asSetting(secondsOf)],
  ['aspect_ratio', asSetting(oneOf('16:9', '9:16', '1:1'))],
  ['sound', asSetting(oneOf('true', 'false'))],
];

type Read = (value: unknown) => string | undefined;

function asContent(read: Read): Compare {
  return (echoed, sent) => {
    const text = read(echoed);
    if (text === undefined) return 'unknown';
    return text === read(sent) ? 'agrees' : 'differs';
  };
}

function asSetting(read: Read): Compare {
  const compare = asContent(read);
  return (echoed, sent) => (compare(echoed, sent) === 'differs' ? 'differs' : 'unknown');
}

/** The query of a link may be a signature, which is new each time. */
function compareImages(echoed: unknown, sent: unknown): EchoVerdict {
  const verdict = asContent(textOf)(echoed, sent);
  const isOnlyQuery = asContent(withoutQuery)(echoed, sent) === 'agrees';
  return verdict === 'differs' && isOnlyQuery ? 'unknown' : verdict;
}

function withoutQuery(value: unknown): string | undefined {
  return textOf(value)?.replace(/[?#].*/s, '');
}

function oneOf(...words: readonly string[]): Read {
  return (value) => {
    const word = typeof value === 'boolean' ? String(value) : textOf(value)?.toLowerCase();
    return word !== undefined && words.includes(word) ? word : undefined;
  };
}

/** Seconds come as `5` and as `"5"`. */
function secondsOf(value: unknown): string | undefined {
  const seconds = Number(textOf(value));
  return Number.isFinite(seconds) ? String(seconds) : undefined;
}

/** Shots in one text; undefined when they are no list of prompts and seconds. */
function shotsOf(value: unknown): string | undefined {
  const list = typeof value === 'string' ? parseJson(value) : value;
  if (!Array.isArray(list)) return undefined;
  const shots = list.map((shot) => [
    secondsOf(member(shot, 'duration')),
    textOf(member(shot, 'prompt')),
  ]);
  return shots.flat().includes(undefined) ? undefined : JSON.stringify(shots);
}
