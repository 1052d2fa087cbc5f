import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { withActionTables } from './action-tables.ts';

const actionYml = `
inputs:
  sound:
    description: >-
      Whether the video
      has sound.
    default: "true"
  prompt:
    description: What a | b <img> shows.
    default: ""
outputs:
  status:
    description: How it went.
`;
const readme = `# Probe
<!-- inputs -->
old
<!-- /inputs -->
between
<!-- outputs --><!-- /outputs -->
`;

describe('the tables of a README', () => {
  test('are made of action.yml, and the rest stays', () => {
    expect(withActionTables(readme, actionYml)).toBe(`# Probe
<!-- inputs -->
| Input |  | Default |
| --- | --- | --- |
| \`sound\` | Whether the video has sound. | \`true\` |
| \`prompt\` | What a \\| b &lt;img> shows. |  |
<!-- /inputs -->
between
<!-- outputs -->
| Output |  |
| --- | --- |
| \`status\` | How it went. |
<!-- /outputs -->
`);
  });

  test('are the same when made again', () => {
    const once = withActionTables(readme, actionYml);

    expect(withActionTables(once, actionYml)).toBe(once);
  });

  test('need their marks', () => {
    expect(() => withActionTables('# Probe', actionYml)).toThrow('<!-- inputs -->');
  });

  test('in the README of the Action are those of action.yml (node scripts/write-tables.ts)', async () => {
    const read = (path: string) => readFile(new URL(path, import.meta.url), 'utf8');
    const text = await read('../README.md');

    expect(text).toBe(withActionTables(text, await read('../../../action.yml')));
  });
});
