import { spawn } from 'node:child_process';

/** A process with its own process group: the processes it starts end with it. */
export interface Child {
  readonly pid: number;
  readonly exited: Promise<Exit>;
  readonly isRunning: boolean;
  /** The last 64 kB of both outputs. */
  output(): string;
  /** Ends the group with its stop signal; with SIGKILL when it still runs after the deadline. */
  stop(options?: { readonly deadlineSeconds?: number | undefined }): Promise<Exit>;
  /** SIGKILL for the group, at once. */
  kill(): Promise<Exit>;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
}

export interface ChildOptions {
  readonly environment: NodeJS.ProcessEnv;
  readonly directory?: string | undefined;
  /** Another user, by number: Postgres refuses to run as root. */
  readonly user?: { readonly uid: number; readonly gid: number } | undefined;
  /** The stop signal. @default 'SIGTERM' */
  readonly stopSignal?: NodeJS.Signals | undefined;
}

export function startChild(
  command: string,
  commandArguments: readonly string[],
  options: ChildOptions,
): Child {
  const { environment, directory, user, stopSignal = 'SIGTERM' } = options;
  const running = spawn(command, commandArguments, {
    env: environment,
    cwd: directory,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...user,
  });
  const stdout: string[] = [];
  let output = '';
  const note = (text: string) => {
    output = (output + text).slice(-65_536);
  };
  running.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout.push(text);
    note(text);
  });
  running.stderr.setEncoding('utf8').on('data', note);
  const { pid } = running;
  if (pid === undefined) throw new Error(`${command} cannot be started.`);
  groups.add(pid);
  let isRunning = true;
  running.once('exit', () => signalGroup(pid, 'SIGKILL'));
  const exited = new Promise<Exit>((resolve) => {
    running.once('close', (code, signal) => {
      isRunning = false;
      groups.delete(pid);
      resolve({ code, signal, stdout: stdout.join('') });
    });
  });
  const kill = () => {
    signalGroup(pid, 'SIGKILL');
    return exited;
  };
  return {
    pid,
    exited,
    get isRunning() {
      return isRunning;
    },
    output: () => output,
    kill,
    async stop({ deadlineSeconds = 15 } = {}) {
      if (isRunning) running.kill(stopSignal);
      const force = setTimeout(kill, deadlineSeconds * 1000);
      const exit = await exited;
      clearTimeout(force);
      return exit;
    },
  };
}

/** The groups that still run: a test that dies must not leave an n8n behind. */
const groups = new Set<number>();

process.once('exit', endGroups);

// A signal ends a process without its 'exit' event; vitest ends its own children that way.
for (const signal of ['SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    endGroups();
    process.kill(process.pid, signal);
  });
}

function endGroups(): void {
  for (const pid of groups) signalGroup(pid, 'SIGKILL');
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group has already ended.
  }
}
