/**
 * Suggests what a name that does not exist was meant to be: `Did you mean "duration"?`, or every
 * name that exists when none is near.
 */
export function suggestName(name: string, known: readonly string[]): string {
  const maxDistance = Math.max(2, Math.floor(name.length / 3));
  const [nearest] = known
    .map((candidate) => ({ candidate, distance: editDistance(plain(name), plain(candidate)) }))
    .filter(({ distance }) => distance <= maxDistance)
    .sort((one, other) => one.distance - other.distance);
  return nearest === undefined
    ? `Known: ${known.join(', ')}.`
    : `Did you mean "${nearest.candidate}"?`;
}

/** `Aspect Ratio`, `aspect_ratio` and `aspectRatio` are one name, written in three ways. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[-_\s]/g, '');
}

/** How many letters to insert, remove or replace to make one text of another. */
function editDistance(one: string, other: string): number {
  let distances = Array.from({ length: other.length }, (_, index) => index + 1);
  let distance = other.length;
  for (const [row, letter] of [...one].entries()) {
    let diagonal = row;
    distance = row + 1;
    distances = distances.map((above, column) => {
      const replaced = diagonal + (letter === other[column] ? 0 : 1);
      distance = Math.min(replaced, above + 1, distance + 1);
      diagonal = above;
      return distance;
    });
  }
  return distance;
}
