import { AsyncLocalStorage } from 'node:async_hooks';

/** Where what a call prints goes instead of the log. */
const listeners = new AsyncLocalStorage<(text: string) => void>();
let isListening = false;

/**
 * Runs a call of a library that prints as it likes: paths, commands, words of a server. None of it
 * reaches the log, which shows only what went through the filter of log.ts; what others print
 * meanwhile does.
 */
export function muted<Value>(call: () => Value, onText: (text: string) => void): Value {
  if (!isListening) divert(process.stdout);
  isListening = true;
  return listeners.run(onText, call);
}

function divert(stream: NodeJS.WriteStream): void {
  const write = stream.write.bind(stream);
  stream.write = ((chunk: string | Uint8Array, ...rest: never[]) => {
    const listen = listeners.getStore();
    if (listen === undefined) return write(chunk, ...rest);
    listen(chunk.toString());
    return true;
  }) satisfies typeof stream.write;
}
