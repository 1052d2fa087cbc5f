import { parseArgs } from 'node:util';
import { type EnvelopeName, envelopeNames, isEnvelopeName } from './envelopes/envelopes.ts';
import { parseFaultText } from './faults/parse-fault-text.ts';
import { parseOptions, type SandboxOptions } from './options.ts';

/**
 * Reads the arguments of `kling-sandbox`.
 *
 * @throws {RangeError} with a message of one sentence when an argument is unknown or out of range.
 */
export function parseCommandLine(commandArguments: readonly string[]): Command {
  const flags = parseFlags(commandArguments);
  const options: SandboxOptions = {
    port: parseNumber('port', flags.port ?? '4010'),
    speed: flags.speed === undefined ? undefined : parseNumber('speed', flags.speed),
    credits: flags.credits === undefined ? undefined : parseNumber('credits', flags.credits),
    seed: flags.seed === undefined ? undefined : parseNumber('seed', flags.seed),
    mediaLifetimeSeconds:
      flags['media-lifetime'] === undefined
        ? undefined
        : parseNumber('media-lifetime', flags['media-lifetime']),
    envelope: flags.envelope === undefined ? undefined : parseEnvelope(flags.envelope),
    apiKeys: flags.key,
    faults: flags.fault?.map(parseFaultText),
    elementsNeedImage: flags['elements-need-image'],
  };
  parseOptions(options);
  return { asksForHelp: flags.help === true, options };
}

export interface Command {
  readonly asksForHelp: boolean;
  readonly options: SandboxOptions;
}

export const commandHelp = `@kling-automation/sandbox: API in One's kling-3 in a box, on 127.0.0.1

  --port 4010             the port; 0 uses any free port
  --speed 20              how many times faster than the API tasks run (1: 60 to 180 s)
  --credits 10000         the opening balance
  --key aio_…             an API key that is accepted; may be repeated (aio_sandbox)
  --seed 1                the same seed gives the same run times and task ids
  --envelope current      the JSON shape of responses, see below
  --fault kind[:times][,name=value…]
                          a scripted fault; may be repeated. For example:
                            --fault server-error:3,on=read,httpStatus=503
                            --fault reset,on=submit,when=after
                            --fault media-cut,percent=40
                            --fault rate-limited:always,on=read,retryAfterSeconds=2
  --media-lifetime 86400  how many seconds a link to a video works
  --elements-need-image   refuse elements without a first-frame image
  --help

Envelopes: ${envelopeNames.join(', ')}`;

function parseFlags(commandArguments: readonly string[]) {
  try {
    return parseArgs({ args: [...commandArguments], options: flagKinds }).values;
  } catch (error) {
    const sentence = error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error);
    throw new RangeError(
      `${sentence.replace(/\.$/, '')}. See npx @kling-automation/sandbox --help.`,
      {
        cause: error,
      },
    );
  }
}

const flagKinds = {
  port: { type: 'string' },
  speed: { type: 'string' },
  credits: { type: 'string' },
  key: { type: 'string', multiple: true },
  seed: { type: 'string' },
  envelope: { type: 'string' },
  fault: { type: 'string', multiple: true },
  'media-lifetime': { type: 'string' },
  'elements-need-image': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

function parseNumber(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || Number.isNaN(value)) {
    throw new RangeError(`--${name} must be a number, not "${text}".`);
  }
  return value;
}

function parseEnvelope(text: string): EnvelopeName {
  if (isEnvelopeName(text)) return text;
  throw new RangeError(`--envelope must be one of ${envelopeNames.join(', ')}; not "${text}".`);
}
