import { isReadable, type Readable } from '../network/response-stream.ts';

/**
 * Creates a stream of Node.js from chunks. Its class is found through another stream, because n8n
 * lets a node import no module of Node.js.
 */
export function streamOf(chunks: AsyncIterable<Uint8Array>, another: unknown): Readable {
  const readableClass = classesOf(another).findLast((each) => Object.hasOwn(each, 'from'));
  const from: unknown = Reflect.get(Object(readableClass), 'from');
  const stream: unknown =
    typeof from === 'function'
      ? from.call(readableClass, chunks, { objectMode: false })
      : undefined;
  if (!isReadable(stream)) throw new TypeError('n8n returned no stream of Node.js.');
  // n8n's store reports the error; without a listener it would end n8n.
  return stream.on('error', () => {});
}

/** The class of an object and those that it extends; `Readable` is the last one with a `from`. */
function classesOf(value: unknown): readonly object[] {
  const classes: object[] = [];
  let each: unknown = Object(value).constructor;
  while (typeof each === 'function') {
    classes.push(each);
    each = Object.getPrototypeOf(each);
  }
  return classes;
}
