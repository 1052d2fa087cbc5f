/**
 * Finds the words that a file must not use, in its path and in its text: in names as in comments,
 * messages and titles. Names are taken apart at humps, hyphens and underscores.
 */
export function findWords(file: NamedText, rules: WordRules): readonly FoundWord[] {
  const allowed = rules.allowed.filter((each) => new RegExp(each.in).test(file.path));
  const text = allowed.reduce(
    (rest, each) => rest.replace(toPattern(each.text), ' '),
    `${file.path}\n${file.text}`.replace(hump, ' '),
  );
  return Object.entries(rules.words)
    .flatMap(([pattern, use]) =>
      [...text.matchAll(toPattern(pattern))].map((match) => ({
        path: file.path,
        line: text.slice(0, match.index).split('\n').length - 1,
        word: match[0].replace(separator, ' '),
        use,
      })),
    )
    .toSorted((one, other) => one.line - other.line);
}

export interface NamedText {
  /** Relative to the repository. */
  readonly path: string;
  readonly text: string;
}

/** Patterns are regular expressions for whole words; a space in them matches any separator. */
export interface WordRules {
  /** What must not be used, and what to use instead. */
  readonly words: Readonly<Record<string, string>>;
  /** Text that is left alone in the paths that match `in`. */
  readonly allowed: readonly AllowedText[];
}

interface AllowedText {
  readonly text: string;
  readonly in: string;
  readonly because: string;
}

export interface FoundWord {
  readonly path: string;
  /** Counted from 1; 0 is the path itself. */
  readonly line: number;
  readonly word: string;
  readonly use: string;
}

const hump = /(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g;
/** What is between the words of a sentence or a name, and at the line breaks of a comment. */
const separator = /[\s*/_-]+/g;

function toPattern(words: string): RegExp {
  const betweenLetters = String.raw`(?<!\p{L}(?=\p{L}))`;
  const text = words.replaceAll(' ', separator.source);
  return new RegExp(`${betweenLetters}(?:${text})${betweenLetters}`, 'giu');
}
