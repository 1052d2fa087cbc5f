import { parseArgs } from 'node:util';
import { isLoopback } from '@kling-automation/core';

/** What the demo is asked to do. */
export interface DemoFlags {
  readonly inputs: Readonly<Record<string, string>>;
  readonly sandbox: { readonly credits: number; readonly speed: number };
  readonly wantsHelp: boolean;
  /** Whether the live API is paid, and whether that was agreed to in advance. */
  readonly isLive: boolean;
  readonly isAgreed: boolean;
  /** Why the flags cannot be used. */
  readonly error?: string | undefined;
}

export const usage = `Usage: npx pnpm@12.21.0 demo [flags]

Renders a video with the built GitHub Action, against the sandbox, which costs nothing.

  --live                   render with the live API and the key in API_IN_ONE_KEY instead: shows the
                           price and asks before it is paid
  --yes                    pay without being asked

Inputs of the Action, with the demo's defaults:
  --prompt <text>          a lighthouse at dawn
  --duration <seconds>     8
  --mode <std|pro>         std
  --aspect-ratio <ratio>   16:9
  --sound <true|false>     true
  --image <url>
  --shots <yaml>           --elements <yaml>
  --max-credits <credits>  --timeout-minutes <minutes>
  --dry-run <true|false>   --task-id <id>
  --api-key <key>          --base-url <url>

Of the sandbox:
  --speed <times>          20: how much faster than life; a video takes 60 to 180 s at 1
  --credits <credits>      10000: what the account holds

Try: --api-key wrong · --base-url http://127.0.0.1:9 · --credits 10 · --prompt '' · --duration 99
`;

const inputDefaults = {
  prompt:
    'A lighthouse on a cliff at dawn, its light sweeping over a calm sea of clouds while gulls circle; slow aerial orbit, warm light',
  duration: '8',
  mode: 'std',
  'aspect-ratio': '16:9',
  sound: 'true',
} as const;

const text = { type: 'string' } as const;

const options = {
  prompt: text,
  duration: text,
  mode: text,
  'aspect-ratio': text,
  sound: text,
  image: text,
  shots: text,
  elements: text,
  'max-credits': text,
  'timeout-minutes': text,
  'dry-run': text,
  'task-id': text,
  'api-key': text,
  'base-url': text,
  speed: { ...text, default: '20' },
  credits: { ...text, default: '10000' },
  live: { type: 'boolean', default: false },
  yes: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** Reads the command line; an unknown word is an error. */
export function parseDemoFlags(words: readonly string[]): DemoFlags {
  try {
    const { values } = parseArgs({ args: withoutSeparator(words), options, strict: true });
    const { credits, help, live, speed, yes, ...inputs } = values;
    const flags = {
      inputs: { ...inputDefaults, ...inputs },
      sandbox: { credits: Number(credits), speed: Number(speed) },
      wantsHelp: help,
      isLive: live,
      isAgreed: yes,
    };
    if (Number.isNaN(flags.sandbox.credits + flags.sandbox.speed)) {
      return { ...flags, error: '--credits and --speed take a number.' };
    }
    const baseUrl = inputs['base-url'];
    if (!live && baseUrl !== undefined && !isOnThisMachine(baseUrl)) {
      return { ...flags, error: `--base-url ${baseUrl} is not this machine: add --live to pay.` };
    }
    return flags;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { ...noFlags, error: error.message };
  }
}

/** What is no URL is left to the Action, which refuses it. */
function isOnThisMachine(url: string): boolean {
  return !URL.canParse(url) || isLoopback(new URL(url));
}

const noFlags = {
  inputs: {},
  sandbox: { credits: 0, speed: 1 },
  wantsHelp: false,
  isLive: false,
  isAgreed: false,
} as const;

/** `pnpm demo -- --speed 5` passes the two hyphens on. */
function withoutSeparator(words: readonly string[]): string[] {
  return words[0] === '--' ? words.slice(1) : [...words];
}
