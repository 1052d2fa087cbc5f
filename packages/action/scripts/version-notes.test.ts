import { expect, test } from 'vitest';
import { versionNotes } from './version-notes.ts';

const changelog = `# @kling-automation/action

## 1.1.0

### Minor Changes

- 1234567: Storyboards.

## 1.0.0

### Major Changes

- The first release.
`;

test('the notes of a version end where the version before it begins', () => {
  expect(versionNotes(changelog, '1.1.0')).toBe('### Minor Changes\n\n- 1234567: Storyboards.\n');
});

test('the notes of the first version end with the changelog', () => {
  expect(versionNotes(changelog, '1.0.0')).toBe('### Major Changes\n\n- The first release.\n');
});

test('a version that the changelog does not know has none', () => {
  expect(versionNotes(changelog, '1.0')).toBe('');
});
