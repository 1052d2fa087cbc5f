/** Whether git takes a name for a reference, and GitHub with it: see `git help check-ref-format`. */
export function isRefName(name: string): boolean {
  const parts = name.split('/');
  return (
    parts.length >= 3 &&
    parts[0] === 'refs' &&
    parts.every(isRefNamePart) &&
    !name.endsWith('.') &&
    !/\.\.|@\{|[\p{Cc} ~^:?*[\\]/u.test(name)
  );
}

function isRefNamePart(part: string): boolean {
  return part !== '' && !part.startsWith('.') && !part.endsWith('.lock');
}
