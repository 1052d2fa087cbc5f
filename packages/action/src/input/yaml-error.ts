import type { ErrorCode, YAMLError } from 'yaml';

const quotes = 'Put the text in quotes if it has one of : # { } [ ] , & * ! | > % @ ` in it';
const leftOver = `There is more here than one value. ${quotes}.`;
const oneLine = 'A key and its colon belong on one line. Check the indentation.';

/** What is wrong, and the likely fix, for each code of the YAML library. */
const explanations: Readonly<Record<ErrorCode, string>> = {
  ALIAS_PROPS: 'An alias (*name) can have no anchor or tag of its own.',
  BAD_ALIAS: 'An alias is * and a name. Put the text in quotes if it begins with *.',
  BAD_COLLECTION_TYPE: 'This tag is not for a value of this kind. Leave it out.',
  BAD_DIRECTIVE: 'A line cannot begin with %. Put the text in quotes.',
  BAD_DQ_ESCAPE:
    'Within double quotes \\ has a meaning of its own: write \\\\, or use single quotes.',
  BAD_INDENT: 'The indentation does not fit, or a closing ] or } is missing.',
  BAD_PROP_ORDER: 'An anchor or tag belongs right before its value.',
  BAD_SCALAR_START: 'A text cannot begin with this character. Put it in quotes.',
  BLOCK_AS_IMPLICIT_KEY: `There is a second colon, or a line with too much indentation. ${quotes}.`,
  BLOCK_IN_FLOW: 'Within [ ] and { } everything is written with commas, without lists by -.',
  DUPLICATE_KEY: 'This key is here twice. Leave one of them out.',
  IMPOSSIBLE: `This cannot be read. ${quotes}.`,
  KEY_OVER_1024_CHARS: 'A key has at most 1,024 characters. Is a colon too much in a long text?',
  MISSING_CHAR:
    'Something is missing here: a closing quote, a colon, or the indentation of a text.',
  MULTILINE_IMPLICIT_KEY: oneLine,
  MULTIPLE_ANCHORS: 'A value has one anchor (&name) at most.',
  MULTIPLE_DOCS: 'Only one document is read. Leave the second --- out.',
  MULTIPLE_TAGS: 'A value has one tag at most.',
  NON_STRING_KEY: 'A key is a text.',
  RESOURCE_EXHAUSTION: 'It is nested too deeply.',
  TAB_AS_INDENT: 'Indent with spaces; this is a tab.',
  TAG_RESOLVE_FAILED: 'There is no such tag. Put the text in quotes if it begins with !.',
  UNEXPECTED_TOKEN: leftOver,
};

/**
 * Explains an error of the YAML library to people who write workflows.
 *
 * @param source the text that was parsed.
 */
export function explainYamlError({ code, pos }: YAMLError, source: string): string {
  const start = source.lastIndexOf('\n', pos[0] - 1) + 1;
  const [line = ''] = source.slice(start).split('\n', 1);
  return /:\s+\{\{/.test(line) || /-\s+\{\{/.test(line) ? quotePlaceholders : explanations[code];
}

/** YAML takes {{ for the beginning of a mapping. */
export const quotePlaceholders =
  'A value that begins with {{ needs quotes around all of it, such as "{{ release.name }} is here".';
