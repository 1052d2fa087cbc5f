import { createHash } from 'node:crypto';
import { type IExecuteFunctions, NodeOperationError } from 'n8n-workflow';

/**
 * Rows of n8n's deduplication table, the only store that community nodes have and that is in n8n's
 * database before the node continues. Each row has a name, and states how many strings it holds.
 */
export interface DedupRows {
  /** Creates a row, unless it exists: then returns false. Of two workers only one can. */
  create(name: string, size: number): Promise<boolean>;
  /** How many strings a row holds; 0 when there is no such row. Changes nothing. */
  size(name: string): Promise<number>;
}

const options = { mode: 'entries' } as const;

/**
 * Opens the rows of a node; undefined when this n8n cannot keep them apart, or the workflow was
 * never saved. Seen in n8n 2.0 to 2.41.
 */
export async function openDedupRows(context: IExecuteFunctions): Promise<DedupRows | undefined> {
  const inRow = createRowChooser(context);
  if (inRow === undefined) return undefined;
  const { checkProcessedAndRecord, getProcessedDataCount } = context.helpers;
  const size = (name: string) => inRow(name, () => getProcessedDataCount('node', options));

  if ((await size('a row that nobody creates')) > 0) return undefined;
  return {
    size,
    async create(name, strings) {
      const values = Array.from({ length: strings }, (_, index) => `${index}`);
      const created = await inRow(name, () =>
        checkProcessedAndRecord(values, 'node', options),
      ).then(
        ({ processed }) => ({ isNew: processed.length === 0 }),
        (error: unknown) => ({ error }),
      );
      if ('isNew' in created) return created.isNew;
      // Two inserted the row at once, and the database took the other's.
      if ((await size(name)) > 0) return false;
      throw created.error;
    },
  };
}

/** Reports that Pay Once Per Content is not possible. */
export function withoutRows(context: IExecuteFunctions): NodeOperationError {
  return new NodeOperationError(context.getNode(), 'Pay Once Per Content is not possible here', {
    description:
      'This n8n gives the node no memory beyond an execution. Save the workflow, or set Pay Once Per to Execution. Nothing was submitted.',
  });
}

/**
 * n8n keeps one row a node and rewrites all of it, so two workers overwrite each other. It names
 * the row by the id of the node, in the same turn of the event loop as the call: so for that moment
 * the node has an id of its own for each row.
 */
function createRowChooser(context: IExecuteFunctions) {
  const node: unknown = Reflect.get(context, 'node');
  if (!isLiveNode(node) || node.id !== context.getNode().id) return undefined;
  const workflowId = context.getWorkflow().id;
  if (!workflowId || workflowId === '__EMPTY__') return undefined;
  const { id } = node;

  return <Value>(name: string, call: () => Promise<Value>): Promise<Value> => {
    node.id = `${id}:${createHash('sha256').update(name).digest('hex').slice(0, 40)}`;
    try {
      return call();
    } finally {
      node.id = id;
    }
  };
}

function isLiveNode(node: unknown): node is { id: string } {
  return typeof node === 'object' && node !== null && 'id' in node && typeof node.id === 'string';
}
