/** The part of a changelog, as Changesets writes it, about one version; may be empty. */
export function versionNotes(changelog: string, version: string): string {
  const lines = changelog.split('\n');
  const start = lines.indexOf(`## ${version}`);
  if (start < 0) return '';
  const length = lines.slice(start + 1).findIndex((line) => line.startsWith('## '));
  const end = length < 0 ? lines.length : start + 1 + length;
  return `${lines
    .slice(start + 1, end)
    .join('\n')
    .trim()}\n`;
}
