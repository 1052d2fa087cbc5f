import { type SandboxClock, systemClock } from './clock.ts';
import { type EnvelopeName, envelopeNames, isEnvelopeName } from './envelopes/envelopes.ts';
import type { FaultRule } from './faults/fault-rule.ts';

export interface SandboxOptions {
  /** Always on 127.0.0.1. @default 0, any free port */
  readonly port?: number | undefined;
  /**
   * How many times faster than the API tasks run; `Infinity` ends them at once.
   * @default 1: tasks take 60 to 180 s
   */
  readonly speed?: number | undefined;
  /** The opening balance. @default 10_000 */
  readonly credits?: number | undefined;
  /** The keys that are accepted. @default ['aio_sandbox'] */
  readonly apiKeys?: readonly string[] | undefined;
  /** The JSON shape of the responses. @default 'current' */
  readonly envelope?: EnvelopeName | undefined;
  /** Faults to apply from the start. @default [] */
  readonly faults?: readonly FaultRule[] | undefined;
  /** The same seed gives the same run times and task ids. @default 1 */
  readonly seed?: number | undefined;
  /** Whether elements without a first-frame image are refused. @default false */
  readonly elementsNeedImage?: boolean | undefined;
  /** How long a link to a video works. @default 86_400, a day */
  readonly mediaLifetimeSeconds?: number | undefined;
  /** @default the system clock */
  readonly clock?: SandboxClock | undefined;
  /** Receives one line for each event. @default the lines are dropped */
  readonly log?: ((line: string) => void) | undefined;
}

/** The options with their defaults, each in its range. */
export interface Settings {
  readonly port: number;
  readonly speed: number;
  readonly credits: number;
  readonly apiKeys: readonly [string, ...string[]];
  readonly envelope: EnvelopeName;
  readonly faults: readonly FaultRule[];
  readonly seed: number;
  readonly elementsNeedImage: boolean;
  readonly mediaLifetimeSeconds: number;
  readonly clock: SandboxClock;
  readonly log: (line: string) => void;
}

/** @throws {RangeError} when an option is out of range. */
export function parseOptions(options: SandboxOptions): Settings {
  const {
    port = 0,
    speed = 1,
    credits = 10_000,
    apiKeys = ['aio_sandbox'],
    envelope = 'current',
    faults = [],
    seed = 1,
    elementsNeedImage = false,
    mediaLifetimeSeconds = 86_400,
    clock = systemClock,
    log = () => {},
  } = options;
  const [firstKey, ...otherKeys] = apiKeys;
  requireThat(
    Number.isInteger(port) && port >= 0 && port < 2 ** 16,
    'port',
    'a port, 0 to 65535',
    port,
  );
  requireThat(speed > 0, 'speed', 'a number above 0', speed);
  requireThat(
    Number.isInteger(credits) && credits >= 0,
    'credits',
    'a whole number from 0',
    credits,
  );
  requireThat(isEnvelopeName(envelope), 'envelope', `one of ${envelopeNames.join(', ')}`, envelope);
  requireThat(Number.isInteger(seed), 'seed', 'a whole number', seed);
  requireThat(mediaLifetimeSeconds > 0, 'mediaLifetimeSeconds', 'above 0', mediaLifetimeSeconds);
  if (firstKey === undefined || apiKeys.includes('')) {
    throw new RangeError('apiKeys must have at least one key, and no empty one.');
  }
  return {
    port,
    speed,
    credits,
    apiKeys: [firstKey, ...otherKeys],
    envelope,
    faults,
    seed,
    elementsNeedImage,
    mediaLifetimeSeconds,
    clock,
    log,
  };
}

function requireThat(isValid: boolean, name: string, expectation: string, value: unknown): void {
  if (!isValid) throw new RangeError(`${name} must be ${expectation}, not ${String(value)}.`);
}
