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
  const operations = captured(
    'nodes/Kling/operations/operations.ts',
    /^ {2}(\w+): \{ ([\w, ]+) \},$/gm,
  ).flatMap((list) => {
    const [resource, names = ''] = list.split('/');
    return names.split(', ').map((name) => `${resource}/${name}`);
  });
  const options = operations.flatMap((operation) =>
    captured(`nodes/Kling/operations/${operation}.ts`, /^ {2}name: '(.+)',\n {2}action:/gm),
  );

  test('is in the panel and in the README', () => {
    const rows = captured('README.md', /^\| (?:Video|Task) +\| ([^|]+?) +\|/gm);

    expect(rows.toSorted()).toEqual(options.toSorted());
  });

  test('has a function, an output schema, and a test that compares the two', () => {
    const schema = /nodes\/Kling\/__schema__\/.+\/(\w+\/\w+)\.json$/;
    const schemas = [...files.keys()].flatMap((path) => schema.exec(path)?.[1] ?? []);
    const compared = captured('test/engine/description.test.mts', /^ {4}'(\w+)\/(\w+)',$/gm);

    expect(options).toHaveLength(operations.length);
    expect(schemas.toSorted()).toEqual(operations.toSorted());
    expect(compared.toSorted()).toEqual(operations.toSorted());
  });
});
