import { createHash } from 'node:crypto';
import { type IExecuteFunctions, NodeOperationError } from 'n8n-workflow';

/**
 * Rows of n8n's deduplication table: the one store that it lends a community node and that is in its
 * database before the node goes on. Each has a name and says how many strings it holds.
 */
export interface OnceRows {
  /** Makes a row, unless there is one: then answers false. Of two workers only one can. */
  create(name: string, size: number): Promise<boolean>;
  /** How many strings a row holds; 0 when there is no such row. Changes nothing. */
  size(name: string): Promise<number>;
  drop(name: string): Promise<void>;
}

const options = { mode: 'entries' } as const;

/** Opens the rows of a node. @throws {NodeOperationError} when this n8n cannot keep them apart. */
export async function openOnceRows(context: IExecuteFunctions): Promise<OnceRows> {
  const { checkProcessedAndRecord, clearAllProcessedItems, getProcessedDataCount } =
    context.helpers;
  const inRow = rowChooser(context);
  const size = (name: string) => inRow(name, () => getProcessedDataCount('node', options));

  if ((await size('a row that nobody makes')) > 0) throw notPossible(context);
  return {
    size,
    drop: (name) => inRow(name, () => clearAllProcessedItems('node', options)),
    async create(name, strings) {
      const values = Array.from({ length: strings }, (_, index) => `${index}`);
      const made = await inRow(name, () => checkProcessedAndRecord(values, 'node', options)).then(
        ({ processed }) => ({ isNew: processed.length === 0 }),
        (error: unknown) => ({ error }),
      );
      if ('isNew' in made) return made.isNew;
      // Two inserted the row at once, and the database took the other's.
      if ((await size(name)) > 0) return false;
      throw made.error;
    },
  };
}

/**
 * n8n keeps one row a node and rewrites the whole of it, so that two workers overwrite one another.
 * It names the row by the id of the node, in the same turn of the event loop as it is asked: so for
 * that moment the node bears an id of its own for each row.
 */
function rowChooser(context: IExecuteFunctions) {
  const node: unknown = Reflect.get(context, 'node');
  if (!isLiveNode(node) || node.id !== context.getNode().id) throw notPossible(context);
  const { id } = node;

  return <Value>(name: string, ask: () => Promise<Value>): Promise<Value> => {
    node.id = `${id}:${createHash('sha256').update(name).digest('hex').slice(0, 40)}`;
    try {
      return ask();
    } finally {
      node.id = id;
    }
  };
}

function isLiveNode(node: unknown): node is { id: string } {
  return typeof node === 'object' && node !== null && 'id' in node && typeof node.id === 'string';
}

function notPossible(context: IExecuteFunctions): NodeOperationError {
  return new NodeOperationError(context.getNode(), 'Render Once is not possible here', {
    description:
      'This n8n lends the node no memory beyond an execution. Switch the option off. Nothing was submitted.',
  });
}
