/** An error and its causes, outermost first. At most six, because causes may go in a circle. */
export function errorChain(error: unknown, longest = 6): readonly object[] {
  if (typeof error !== 'object' || error === null || longest === 0) return [];
  return [error, ...errorChain(Reflect.get(error, 'cause'), longest - 1)];
}

/** Reads a property that should be text; empty if it is not. */
export function errorText(error: object, property: string): string {
  const value: unknown = Reflect.get(error, property);
  return typeof value === 'string' ? value : '';
}
