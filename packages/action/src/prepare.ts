import {
  InvalidRequestError,
  parseVideoRequest,
  type RequestIssue,
  type Transport,
  type VideoRequest,
} from '@kling-automation/core';
import { withInputNames } from './explain-failure.ts';
import type { ActionHost } from './host.ts';
import { type ActionInputs, readInputs } from './inputs.ts';
import { type InputFault, InvalidInputsError } from './invalid-inputs-error.ts';
import { explainMissingKey } from './missing-key.ts';

/** Makes a transport; throws InvalidRequestError when the key or the base URL cannot be used. */
export type CreateTransport = (options: {
  readonly apiKey: string;
  readonly baseUrl: string;
}) => Transport;

/** Everything that can be known and checked before anything is sent. */
export interface Preparation {
  readonly inputs: ActionInputs;
  readonly request: VideoRequest;
  /** What the API may refuse or ignore, though it is sent. */
  readonly warnings: readonly string[];
  readonly transport: Transport;
}

/**
 * Reads and checks all inputs. Sends nothing.
 *
 * @throws {InvalidInputsError} with the faults of all inputs at once.
 */
export function prepare(
  host: Pick<ActionHost, 'event' | 'readInput'>,
  createTransport: CreateTransport,
): Preparation {
  const { faults, inputs } = readInputs(host.readInput);
  const video = collectFaults(() => parseVideoRequest(inputs.video));
  // Any key will do to check the base URL: an empty one has a better explanation below.
  const apiKey = inputs.apiKey || 'aio_none';
  const connection = collectFaults(() => createTransport({ apiKey, baseUrl: inputs.baseUrl }));
  const keyFaults: InputFault[] =
    inputs.apiKey === '' && !inputs.isDryRun
      ? [{ input: 'api-key', message: explainMissingKey(host.event) }]
      : [];
  const unreadable = new Set(faults.map(({ input }) => input));
  const all = [
    ...keyFaults,
    ...connection.faults,
    ...video.faults.filter(({ input }) => !unreadable.has(input)),
    ...faults,
  ];
  if (all.length > 0 || video.value === undefined || connection.value === undefined) {
    throw new InvalidInputsError(all);
  }
  return {
    inputs,
    request: video.value.request,
    warnings: video.value.warnings.map(asFault).map(({ input, message }) => `${input}: ${message}`),
    transport: connection.value,
  };
}

function collectFaults<Value>(check: () => Value): {
  readonly value?: Value;
  readonly faults: readonly InputFault[];
} {
  try {
    return { value: check(), faults: [] };
  } catch (error) {
    if (error instanceof InvalidRequestError) return { faults: error.issues.map(asFault) };
    throw error;
  }
}

function asFault({ field, message }: RequestIssue): InputFault {
  return { input: withInputNames(field), message: withInputNames(message) };
}
