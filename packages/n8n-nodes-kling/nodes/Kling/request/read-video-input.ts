/** The fields of one item in the terms of core; what is empty in the panel is left out. */
export type VideoInput = Readonly<Record<string, unknown>>;

/** The fields of the panel that say what the video is; the others say how to run. */
export const videoFieldNames = [
  'prompt',
  'mode',
  'duration',
  'aspectRatio',
  'sound',
  'image',
  'shots',
  'elements',
] as const;

/** Reads a field of the panel: of an execution, or of the editor while somebody fills it in. */
export interface FieldReader {
  getNodeParameter(name: string, itemIndex: number, fallback: string): unknown;
}

/** Reads what an item asks for, but the image, which may need work. Checks nothing. */
export function readVideoInput(context: FieldReader, itemIndex: number): VideoInput {
  const read = (name: string) => context.getNodeParameter(name, itemIndex, '');
  const shots = collected(read('shots'), 'shot').map(readShot);
  const elements = collected(read('elements'), 'element').map(readElement);
  const aspectRatio = read('aspectRatio');
  return withoutBlanks({
    prompt: read('prompt'),
    mode: read('mode'),
    // The panel always holds a duration; with shots it is theirs that counts.
    duration: shots.length === 0 ? asNumber(read('duration')) : undefined,
    aspectRatio: aspectRatio === 'auto' ? undefined : aspectRatio,
    sound: asBoolean(read('sound')),
    shots: shots.length === 0 ? undefined : shots,
    elements: elements.length === 0 ? undefined : elements,
    callbackUrl: read('options.callbackUrl'),
  });
}

function readShot(shot: object): VideoInput {
  return { prompt: member(shot, 'prompt'), duration: asNumber(member(shot, 'duration') ?? 3) };
}

function readElement(element: object): VideoInput {
  return withoutBlanks({
    name: member(element, 'name'),
    description: member(element, 'description'),
    imageUrls: splitUrls(member(element, 'imageUrls')),
    videoUrl: member(element, 'videoUrl'),
  });
}

/** The entries of a fixed collection; an expression may give a plain list instead. */
function collected(value: unknown, name: string): readonly object[] {
  const entries = typeof value === 'object' && value !== null ? member(value, name) : undefined;
  const list = Array.isArray(value) ? value : Array.isArray(entries) ? entries : [];
  return list.map((entry: unknown) => (typeof entry === 'object' && entry !== null ? entry : {}));
}

function splitUrls(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const urls = value.split(/[\s,]+/).filter((url) => url !== '');
  return urls.length === 0 ? undefined : urls;
}

/** Expressions and agents give numbers as text. */
function asNumber(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const number = Number(value);
  return value.trim() === '' || !Number.isFinite(number) ? value : number;
}

function asBoolean(value: unknown): unknown {
  if (value === 'true') return true;
  return value === 'false' ? false : value;
}

function member(value: object, key: string): unknown {
  return Reflect.get(value, key);
}

function withoutBlanks(fields: VideoInput): VideoInput {
  const given = Object.entries(fields).filter(
    ([, value]) => value !== undefined && value !== null && value !== '',
  );
  return Object.fromEntries(given);
}
