import { StringDecoder } from 'node:string_decoder';

/** Cuts a stream of bytes into lines as the runner does: at `\n`, `\r\n` and also at a bare `\r`. */
export interface LineSplitter {
  push(chunk: Buffer): readonly string[];
  /** The rest, when the stream has ended. */
  end(): readonly string[];
}

export function createLineSplitter(): LineSplitter {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  return {
    push(chunk) {
      const text = rest + decoder.write(chunk);
      // A carriage return at the very end may be the first half of a line break.
      const held = text.endsWith('\r') ? '\r' : '';
      const lines = text.slice(0, text.length - held.length).split(/\r\n|\n|\r/);
      rest = (lines.pop() ?? '') + held;
      return lines;
    },
    end() {
      const text = (rest + decoder.end()).replace(/\r$/, '');
      rest = '';
      return text === '' ? [] : [text];
    },
  };
}
