import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLineSplitter } from './line-splitter.ts';

/** How long the runner lets a step clean up; it kills what is left. Each ends with its promise. */
export interface CancellationPauses {
  /** From SIGINT to SIGTERM. @default 7.5 s */
  afterInterrupt(): Promise<void>;
  /** From SIGTERM to SIGKILL. @default 2.5 s */
  afterTerminate(): Promise<void>;
}

export const runnerPauses: CancellationPauses = {
  afterInterrupt: () => sleep(7500, undefined, { ref: false }),
  afterTerminate: () => sleep(2500, undefined, { ref: false }),
};

export interface StepProcess {
  readonly ended: Promise<StepEnd>;
  /** SIGINT, a pause, SIGTERM, a pause, SIGKILL. Resolves when the process is gone. */
  cancel(): Promise<void>;
  /** SIGKILL at once, as when the machine runs out of memory. */
  kill(): void;
}

interface StepEnd {
  /** 128 plus the signal's number if a signal ended it, as a shell counts. */
  readonly exitCode: number;
  readonly signal: NodeJS.Signals | undefined;
  readonly rawStdout: string;
  readonly rawStderr: string;
}

// The runner waits this long for streams that a grandchild holds open.
const streamGraceMilliseconds = 5000;

/** Runs a script under this Node, with nothing in its environment but what is given. */
export function startStepProcess(options: {
  readonly scriptPath: string;
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly cancellationPauses: CancellationPauses;
  readonly onLine: (line: string) => void;
}): StepProcess {
  const { cancellationPauses, environment, onLine, scriptPath, workingDirectory } = options;
  const child = spawn(nodeOfActions(), [scriptPath], {
    cwd: workingDirectory,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const output = [child.stdout, child.stderr].map((stream) => collect(stream, onLine));
  const gone = new Promise<Omit<StepEnd, 'rawStdout' | 'rawStderr'>>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      const exitCode = code ?? 128 + (signal === null ? 0 : (signalNumbers[signal] ?? 0));
      resolve({ exitCode, signal: signal ?? undefined });
    });
  });
  const signalTree = (signal: NodeJS.Signals) => killGroup(child.pid, signal);
  return {
    ended: finish(gone, output, () => signalTree('SIGKILL')),
    cancel: () => cancel(gone, cancellationPauses, (signal) => child.kill(signal), signalTree),
    kill: () => child.kill('SIGKILL'),
  };
}

const signalNumbers: Readonly<Record<string, number>> = { SIGINT: 2, SIGKILL: 9, SIGTERM: 15 };

function nodeOfActions(): string {
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major < 24) {
    throw new Error(`Actions run on Node 24, but this is ${process.version}: use pnpm exec.`);
  }
  return process.execPath;
}

interface Collected {
  readonly text: string;
  readonly ended: Promise<void>;
}

function collect(stream: NodeJS.ReadableStream, onLine: (line: string) => void): Collected {
  const chunks: Buffer[] = [];
  const splitter = createLineSplitter();
  stream.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    for (const line of splitter.push(chunk)) onLine(line);
  });
  const ended = new Promise<void>((resolve) => {
    stream.once('close', () => {
      for (const line of splitter.end()) onLine(line);
      resolve();
    });
  });
  return {
    get text() {
      return Buffer.concat(chunks).toString('utf8');
    },
    ended,
  };
}

async function finish(
  gone: Promise<Omit<StepEnd, 'rawStdout' | 'rawStderr'>>,
  [stdout, stderr]: readonly Collected[],
  killTree: () => void,
): Promise<StepEnd> {
  const end = await gone;
  const closed = Promise.all([stdout?.ended, stderr?.ended]);
  await Promise.race([closed, sleep(streamGraceMilliseconds, undefined, { ref: false })]);
  killTree();
  await closed;
  return { ...end, rawStdout: stdout?.text ?? '', rawStderr: stderr?.text ?? '' };
}

async function cancel(
  gone: Promise<unknown>,
  pauses: CancellationPauses,
  signalProcess: (signal: NodeJS.Signals) => void,
  signalTree: (signal: NodeJS.Signals) => void,
): Promise<void> {
  const isGoneBefore = (pause: Promise<void>) =>
    Promise.race([gone.then(() => true), pause.then(() => false)]);
  signalProcess('SIGINT');
  if (await isGoneBefore(pauses.afterInterrupt())) return;
  signalProcess('SIGTERM');
  if (await isGoneBefore(pauses.afterTerminate())) return;
  signalTree('SIGKILL');
  await gone;
}

/** The step is the leader of its own group, so its children end with it. */
function killGroup(processId: number | undefined, signal: NodeJS.Signals): void {
  if (processId === undefined) return;
  try {
    process.kill(-processId, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
