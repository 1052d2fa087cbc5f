import { describe, expect, test } from 'vitest';
import { readRepositoryFiles } from './repository-files.ts';

const folder = 'packages/n8n-nodes-kling';
const files = await readRepositoryFiles();

/** The parts that a pattern captures in one file of the node. */
function captured(path: string, pattern: RegExp): readonly string[] {
  return [...(files.get(`${folder}/${path}`) ?? '').matchAll(pattern)].map(([, ...parts]) =>
    parts.join('/'),
  );
}

describe('each operation of the node', () => {
  const options = captured(
    'nodes/Kling/fields/resource.ts',
    /name: '(.+)',\n +value: '\w+',\n +action:/g,
  );
  const functions = captured('nodes/Kling/operations/run-operation.ts', /\['(\w+)\/(\w+)', \w+\]/g);

  test('is in the panel and in the README', () => {
    const rows = captured('README.md', /^\| (?:Video|Task) +\| ([^|]+?) +\|/gm);

    expect(rows.toSorted()).toEqual(options.toSorted());
  });

  test('has a function, an output schema, and a test that compares the two', () => {
    const schema = /nodes\/Kling\/__schema__\/.+\/(\w+\/\w+)\.json$/;
    const schemas = [...files.keys()].flatMap((path) => schema.exec(path)?.[1] ?? []);
    const compared = captured('test/engine/description.test.mts', /^ {4}'(\w+)\/(\w+)',$/gm);

    expect(options).toHaveLength(functions.length);
    expect(schemas.toSorted()).toEqual(functions.toSorted());
    expect(compared.toSorted()).toEqual(functions.toSorted());
  });
});
