/** Lines as they come, and promises of them: what a test waits for instead of a time. */
export interface LineWatcher {
  add(line: string): void;
  /** Resolves with the next line that contains this text, of those that come from now on. */
  next(text: string): Promise<void>;
}

export function createLineWatcher(): LineWatcher {
  const waiting = new Map<string, PromiseWithResolvers<void>>();
  return {
    add(line) {
      for (const [text, { resolve }] of waiting) {
        if (!line.includes(text)) continue;
        waiting.delete(text);
        resolve();
      }
    },
    next(text) {
      const found = waiting.get(text) ?? Promise.withResolvers<void>();
      waiting.set(text, found);
      return found.promise;
    },
  };
}
