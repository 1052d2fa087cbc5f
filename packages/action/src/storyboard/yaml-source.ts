import { isCollection, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import { explainYamlError } from '../input/yaml-error.ts';

/** A place in a file, both from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A YAML file as a value, and where each part of it is. */
export interface YamlSource {
  readonly value: unknown;
  /** Where the file is not YAML; the value is undefined then. */
  readonly issues: readonly { readonly place: Place; readonly message: string }[];
  /**
   * Where the value is that a path leads to, or else what is around it.
   *
   * @param text a part of the value: its own place, if it can be found.
   */
  locate(path: readonly PropertyKey[], text?: string): Place;
  /** Where the last key of a path is. */
  locateKey(path: readonly PropertyKey[]): Place;
}

/** Reads YAML, of which JSON is a part. */
export function readYaml(text: string): YamlSource {
  const lines = new LineCounter();
  // The log level keeps yaml from warning on stderr, past the safe log.
  const document = parseDocument(text, { lineCounter: lines, logLevel: 'error', merge: true });
  const at = (offset: number): Place => {
    const { col, line } = lines.linePos(offset);
    return { line, column: col };
  };
  const offsetOf = (path: readonly PropertyKey[]): readonly [number, number] => {
    for (let length = path.length; length > 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return [node.range[0], node.range[2]];
    }
    return [document.contents?.range?.[0] ?? 0, text.length];
  };
  // Of one mistake YAML often reports several on the same line.
  const firsts = new Map(
    document.errors.toReversed().map((error) => [at(error.pos[0]).line, error]),
  );
  const issues = [...firsts.values()].map((error) => ({
    place: at(error.pos[0]),
    message: `This is not YAML: ${explainYamlError(error, text)}`,
  }));
  return {
    ...(issues.length > 0 ? { value: undefined, issues } : plainValue(() => document.toJS())),
    locate(path, part) {
      const [start, end] = offsetOf(path);
      const within = part === undefined ? -1 : text.slice(start, end).indexOf(part);
      return at(start + Math.max(0, within));
    },
    locateKey(path) {
      const around =
        path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
      const pair =
        isCollection(around) && isMap(around)
          ? around.items.find(({ key }) => isScalar(key) && key.value === path.at(-1))
          : undefined;
      const offset = isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
      return at(offset ?? offsetOf(path)[0]);
    },
  };
}

/** Aliases that unfold without end are refused here. */
function plainValue(read: () => unknown): Pick<YamlSource, 'issues' | 'value'> {
  try {
    return { value: read(), issues: [] };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const issue = {
      place: { line: 1, column: 1 },
      message: `It cannot be read: ${reason.replace(/\.$/, '')}.`,
    };
    return { value: undefined, issues: [issue] };
  }
}
