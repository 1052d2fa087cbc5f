import { createHash } from 'node:crypto';
import type { IExecuteFunctions } from 'n8n-workflow';
import { contentParameters } from '../../fields/request-fields.ts';
import { isTool } from '../../host/tool.ts';
import type { ValidItem } from '../../request/video-items.ts';

type IdentityContext = Pick<
  IExecuteFunctions,
  'evaluateExpression' | 'getInputData' | 'getNode' | 'getNodeParameter'
>;

/**
 * Names the turn of a loop, or the call of a tool, that an item belongs to: another one may ask for
 * a video again that an earlier one has got.
 *
 * Agents give each call an id. Over MCP and from older agents there is none, and Retry On Fail counts
 * each try as a run of its own: there all calls are one turn.
 */
export function readTurn(
  context: Pick<IExecuteFunctions, 'evaluateExpression' | 'getInputData' | 'getNode'>,
  itemIndex = 0,
): string {
  if (!isTool(context)) return String(readRunIndex(context));
  const toolCallId = context.getInputData()[itemIndex]?.json.toolCallId;
  return typeof toolCallId === 'string' ? `call ${toolCallId}` : 'call';
}

/** The content of an item, and the edition that makes the same content a new video. */
export function readContent(
  context: Pick<IExecuteFunctions, 'getNodeParameter'>,
  { contentKey, itemIndex }: Pick<ValidItem, 'contentKey' | 'itemIndex'>,
): string {
  const edition = readEdition(context, itemIndex);
  return edition === '' ? contentKey : digestOf([contentKey, edition]);
}

/**
 * Names where an item comes from: what is in the fields, not what it evaluates to, and what came in.
 * So an item whose prompt has `$now` in it is recognized in the next try. Undefined where no field is
 * an expression, and for tools, whose fields are the same whatever the model asks for.
 */
export function readPlace(context: IdentityContext, itemIndex: number): string | undefined {
  if (isTool(context)) return undefined;
  const { parameters } = context.getNode();
  const fields = contentParameters.map((path) => [path, valueAt(parameters, path) ?? null]);
  if (!JSON.stringify(fields).includes('"=')) return undefined;
  const json = context.getInputData()[itemIndex]?.json;
  const edition = readEdition(context, itemIndex);
  return digestOf([readTurn(context), itemIndex, fields, edition, json]);
}

/** A short name for anything that JSON can write. */
export function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

function readEdition(
  context: Pick<IExecuteFunctions, 'getNodeParameter'>,
  itemIndex: number,
): string {
  return String(context.getNodeParameter('edition', itemIndex, '') ?? '').trim();
}

function readRunIndex(context: Pick<IExecuteFunctions, 'evaluateExpression'>): number {
  try {
    return Number(context.evaluateExpression('{{ $runIndex }}', 0)) || 0;
  } catch {
    return 0;
  }
}

function valueAt(parameters: object, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, key) => Reflect.get(Object(value), key), parameters);
}
