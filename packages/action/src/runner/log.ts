import type { HostConsole } from './host.ts';
import { safeLine, safeLines } from './safe-text.ts';

/** The step's log. Whatever is given to it, it can only be read, never obeyed. */
export interface Log {
  line(text: string): void;
  /** Shown when the run has debug logging on. */
  debug(text: string): void;
  warning(message: string): void;
  /** One error annotation; the message may have several lines. */
  error(title: string, message: string): void;
  /** Folds what is printed from now on under a title. */
  openGroup(title: string): void;
  closeGroup(): void;
}

/** Puts a filter before the runner's log: the only way to it. */
export function createLog(console: HostConsole): Log {
  return {
    line: (text) => console.print(safeLine(text)),
    debug: (text) => console.debug(safeLine(text)),
    warning: (message) => console.annotate('warning', safeLines(message)),
    error: (title, message) => console.annotate('error', safeLines(message), safeLine(title)),
    openGroup: (title) => console.openGroup(safeLine(title)),
    closeGroup: () => console.closeGroup(),
  };
}
