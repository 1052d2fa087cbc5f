import type { IDisplayOptions } from 'n8n-workflow';
import type { OperationOf, Resource } from '../operations/operations.ts';

/** Shows a field for some operations of a resource, or for all of them. */
export function shownFor<Name extends Resource>(
  resource: Name,
  ...operations: readonly OperationOf<Name>[]
) {
  return {
    show: { resource: [resource], ...(operations.length > 0 && { operation: [...operations] }) },
  } satisfies IDisplayOptions;
}

/** The same for a field in a collection such as Options, where names begin at the root. */
export function optionFor<Name extends Resource>(
  resource: Name,
  ...operations: readonly OperationOf<Name>[]
) {
  return {
    show: {
      '/resource': [resource],
      ...(operations.length > 0 && { '/operation': [...operations] }),
    },
  } satisfies IDisplayOptions;
}

/** Estimating sends no request. */
const withoutRequest: OperationOf<Resource>[] = ['estimate'];

/** Shows a field, or a credential, for what asks the API. */
export const shownForRequests = { hide: { operation: withoutRequest } } satisfies IDisplayOptions;

/** The same for a field in a collection. */
export const optionForRequests = {
  hide: { '/operation': withoutRequest },
} satisfies IDisplayOptions;

/** Shows a field of a collection for these operations, of whichever resource. */
export function optionForAny(...operations: readonly OperationOf<Resource>[]) {
  return { show: { '/operation': [...operations] } } satisfies IDisplayOptions;
}
