import { isObject, member } from './json.ts';

/** The parts of a response that may describe the task. */
export interface Scopes {
  /** What is in `data`, in its own `data`, and so on, outermost first; empty in a flat response. */
  readonly inner: readonly object[];
  /** The top level, whose `id`, `status` or `message` may be the request's; empty or one object. */
  readonly envelope: readonly object[];
  /** Objects with the result, in which some gateways put the task's own fields. */
  readonly results: readonly object[];
}

/** Relays put the body of the API behind them into their own `data`; more than this is no task. */
const deepestData = 3;

const placesOfResults = ['task', 'output', 'result', 'response', 'response_data'] as const;

/** Finds the parts of a response. A list counts as its first entry. */
export function scopesOf(response: unknown): Scopes {
  const envelope = objectsIn([response]);
  const inner: object[] = [];
  let data = objectsIn([member(envelope[0], 'data')]);
  while (data.length > 0 && inner.length < deepestData) {
    inner.push(...data);
    data = objectsIn([member(data[0], 'data')]);
  }
  const results = [...inner, ...envelope].flatMap((scope) =>
    objectsIn(placesOfResults.map((place) => member(scope, place))),
  );
  return { inner, envelope, results };
}

function objectsIn(values: readonly unknown[]): readonly object[] {
  return values.map((value): unknown => (Array.isArray(value) ? value[0] : value)).filter(isObject);
}
