import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** A program in a process of its own. */
export interface ChildProgram extends AsyncDisposable {
  readonly pid: number;
  send(message: string): void;
  /** The next message of the program. @throws when it ends instead. */
  nextMessage(): Promise<unknown>;
  /** Ends it as a power cut would: it cannot do anything any more. */
  kill(): Promise<void>;
}

/** Starts a program from its sources. */
export function startChildProgram(module: URL, ...options: readonly string[]): ChildProgram {
  const child: ChildProcess = fork(module, options, { execArgv: ['--conditions=dev'] });
  const ended = once(child, 'exit');
  const kill = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  return {
    pid: child.pid ?? 0,
    send: (message) => child.send(message),
    async nextMessage() {
      const stop = new AbortController();
      const message = once(child, 'message', stop).then(([value]) => value);
      const end = ended.then(([code, signal]) => {
        stop.abort();
        throw new Error(`${module.pathname} ended (${signal ?? code}) before its next message.`);
      });
      return Promise.race([message, end]);
    },
    kill,
    [Symbol.asyncDispose]: kill,
  };
}
