import { concatBytes } from './bounded-body.ts';

/** Follows the top-level boxes of an MP4 or QuickTime file while its bytes come in. */
export interface BoxWalk {
  /** Takes the next bytes, however few or many. Keeps at most 16 of them. */
  add(chunk: Uint8Array): void;
  /**
   * Describes what shows that the file is not whole, now that it has ended; undefined if it is.
   *
   * @param isEndKnown whether something else shows that no bytes are missing. The last box may be
   * one of unknown size, which ends where the file ends.
   */
  findDefect(isEndKnown: boolean): string | undefined;
}

/**
 * Starts at the first byte of a file. The file is whole if the sizes of its boxes add up to its
 * length, and if it has both the index (`moov`) and data (`mdat`). Fragmented files have both, too.
 */
export function createBoxWalk(): BoxWalk {
  const types = new Set<string>();
  let header = new Uint8Array();
  let last: Box = { type: '', sizeBytes: 0, headerBytes: 0 };
  let restBytes = 0;

  return {
    add(chunk) {
      let rest = chunk;
      while (rest.byteLength > 0 && !isImpossible(last)) {
        const passedBytes = Math.min(restBytes, rest.byteLength);
        restBytes -= passedBytes;
        rest = rest.subarray(passedBytes);

        const missingBytes = headerBytesOf(header) - header.byteLength;
        header = concatBytes([header, rest.subarray(0, missingBytes)]);
        rest = rest.subarray(missingBytes);
        if (header.byteLength < headerBytesOf(header)) continue;

        last = readBox(header);
        types.add(last.type);
        restBytes = last.sizeBytes - last.headerBytes;
        header = new Uint8Array();
      }
    },

    findDefect(isEndKnown) {
      const type = last.type.replace(/[^\w ]/g, '?');
      if (isImpossible(last)) return `its box "${type}" has an impossible size`;
      if (header.byteLength > 0) return 'it ends within the header of a box';
      if (restBytes === Number.POSITIVE_INFINITY) {
        if (!isEndKnown) return `nothing shows where its box "${type}" ends`;
      } else if (restBytes > 0) {
        return `${restBytes} bytes of its box "${type}" are missing`;
      }
      const missing = ['moov', 'mdat'].find((each) => !types.has(each));
      return missing === undefined ? undefined : `it has no box "${missing}"`;
    },
  };
}

interface Box {
  readonly type: string;
  /** Header included; Infinity if the box ends where the file ends. */
  readonly sizeBytes: number;
  readonly headerBytes: number;
}

/** A 32-bit size of 1 means that the header goes on with a 64-bit one. */
function headerBytesOf(begun: Uint8Array): number {
  return begun.byteLength >= 8 && viewOf(begun).getUint32(0) === 1 ? 16 : 8;
}

function readBox(header: Uint8Array): Box {
  const view = viewOf(header);
  const size = header.byteLength === 16 ? Number(view.getBigUint64(8)) : view.getUint32(0);
  return {
    type: String.fromCharCode(...header.subarray(4, 8)),
    sizeBytes: size === 0 && header.byteLength === 8 ? Number.POSITIVE_INFINITY : size,
    headerBytes: header.byteLength,
  };
}

function isImpossible({ headerBytes, sizeBytes }: Box): boolean {
  return sizeBytes < headerBytes;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
